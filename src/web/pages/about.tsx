/** Method: how statuses are made, what the words mean, what the limits are. Its text lives in the messages. */
import type { Html, View } from '../context.tsx';
import { hasMessage } from '../i18n.ts';
import { Page } from '../ui/shell.tsx';

/** Sections, in order; each has a heading and as many paragraphs as there are messages for it. */
const SECTIONS = [
  'statuses',
  'three-values',
  'disagreement',
  'review',
  'dates',
  'sources',
  'terms',
  'translations',
  'limits',
  'never',
  'licence',
] as const;

export function page(view: View): Html {
  const { t } = view;
  return (
    <Page view={view} title={t('about.title')} part="about" crumbs={[]}>
      <div class="head">
        <h1>{t('about.title')}</h1>
        <p class="lead">{t('about.lead')}</p>
      </div>
      <div class="rail-l">
        <nav class="toc" aria-label={t('about.contents')}>
          <h2>{t('about.contents')}</h2>
          <ul>
            {SECTIONS.map((section) => (
              <li>
                <a href={`#${section}`}>{t(`about.${section}.title`)}</a>
              </li>
            ))}
          </ul>
        </nav>
        <div>
          {SECTIONS.map((section) => (
            <section id={section} class="sec prose" aria-labelledby={`${section}-h`}>
              <h2 id={`${section}-h`}>{t(`about.${section}.title`)}</h2>
              {paragraphs(section).map((key) => (
                <p>{t(key)}</p>
              ))}
            </section>
          ))}
        </div>
      </div>
    </Page>
  );
}

/** Keys of a section's paragraphs: about.SECTION.1, about.SECTION.2 and so on. */
function paragraphs(section: string): string[] {
  const keys: string[] = [];
  for (let n = 1; hasMessage(`about.${section}.${n}`); n++) keys.push(`about.${section}.${n}`);
  return keys;
}
