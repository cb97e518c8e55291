/** Subjects across the laws of a country, with how many of its provisions on each are in force. */
import { versionOn } from '../../core/law/versions.ts';
import type { RecordOf } from '../../core/model/index.ts';
import type { Html, View } from '../context.tsx';
import { compareNames } from '../i18n.ts';

type Subject = RecordOf<'subject'>;

/** The address of everything on a subject in a country. */
export function subjectLink(view: View, country: string, subject: string): string {
  return view.link(`/subject/${country}/${subject.replace(/^subject\//, '')}`);
}

/** Subjects on which a country has provisions on record, by name, with their number and those in force on the day. */
export function subjectsOf(view: View, country: string) {
  const counts = new Map<string, { inForce: number; total: number }>();
  for (const provision of view.dataset.inCountry('provision', country)) {
    const held = versionOn(view.dataset, provision, view.day) !== undefined;
    for (const subject of provision.subjects ?? []) {
      const { inForce, total } = counts.get(subject) ?? { inForce: 0, total: 0 };
      counts.set(subject, { inForce: inForce + Number(held), total: total + 1 });
    }
  }
  const byName = compareNames(view.language);
  return [...counts]
    .flatMap(([id, count]): { subject: Subject; inForce: number; total: number }[] => {
      const subject = view.dataset.get('subject', id);
      return subject ? [{ subject, ...count }] : [];
    })
    .sort((a, b) => byName(view.text(a.subject.title), view.text(b.subject.title)));
}

/** The subjects as a list of links. */
export function SubjectList({ view, country, except }: { view: View; country: string; except?: string }): Html {
  return (
    <ul class="deps columns">
      {subjectsOf(view, country)
        .filter(({ subject }) => subject.id !== except)
        .map(({ subject, inForce, total }) => (
          <li>
            <a href={subjectLink(view, country, subject.id)}>{view.say(subject.title)}</a>
            <span class="dim num small">{view.t('subject.count', { n: inForce, total })}</span>
          </li>
        ))}
    </ul>
  );
}
