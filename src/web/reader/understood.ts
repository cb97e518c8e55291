/** What was understood of a statement, in a line: names and numbers as the document has them, the rest in our words. */
import type { Candidate, FigureValue, LegalReferenceValue, MoneyValue, PenaltyValue } from '../../core/document.ts';
import type { Language } from '../../core/localised.ts';
import type { PartialDate } from '../../core/time.ts';
import { formatDate, hasMessage, LOCALES, translate, type Values } from '../i18n.ts';

type Say = (key: string, values?: Values) => string;

/** The line for a candidate; empty where its own words say as much. */
export function understood(candidate: Candidate, language: Language): string {
  const t: Say = (key, values) => translate(language, key, values);
  const word = (value: string) => (hasMessage(`value.${value}`) ? t(`value.${value}`) : value);
  return partsOf(candidate, { language, t, word }).filter(Boolean).join(' · ');
}

interface Speech {
  readonly language: Language;
  readonly t: Say;
  readonly word: (value: string) => string;
}

type Parts = readonly (string | undefined)[];

function partsOf(candidate: Candidate, speech: Speech): Parts {
  const { language, t, word } = speech;
  const period = periodText(candidate, language);
  switch (candidate.kind) {
    case 'treaty-action': {
      const { instrument, action, date } = candidate.value;
      return [instrument.name, word(action), date && formatDate(language, date)];
    }
    case 'legal-reference':
      return [...legalParts(candidate.value, speech), candidate.value.act && period];
    case 'penalty':
      return [penaltyText(candidate.value, t)];
    case 'age': {
      const { age, to, sense, unspecified } = candidate.value;
      return [unspecified ? t('reading.age.unspecified') : t(`reading.age.${sense}`, { age, to })];
    }
    case 'figure':
      return [figureText(candidate.value, speech), candidate.value.definition, candidate.value.area, period];
    case 'money':
      return [moneyText(candidate.value, language), period];
    case 'plan': {
      const { title, from, to } = candidate.value;
      return [title, [from, to].map((date) => (date ? formatDate(language, date) : '…')).join(' – ')];
    }
    case 'recommendation': {
      const { theme, addressee } = candidate.value;
      return [theme, addressee];
    }
    case 'organisation': {
      const { name, acronym, id } = candidate.value;
      return [name, acronym, id];
    }
    case 'service': {
      const { name, phone, type } = candidate.value;
      return [word(type), name, phone];
    }
    case 'event': {
      const { date, type } = candidate.value;
      return [word(type), date && formatDate(language, date)];
    }
    case 'finding': {
      const { question, value } = candidate.value;
      const said = typeof value === 'boolean' ? t(value ? 'answer.yes' : 'answer.no') : String(value);
      return [question, said];
    }
  }
}

function periodText({ period }: Candidate, language: Language): string | undefined {
  if (!period) return undefined;
  const { from, to } = period;
  const say = (date: PartialDate | undefined) => (date === undefined ? '…' : formatDate(language, date));
  return from === to ? say(from) : `${say(from)} – ${say(to)}`;
}

function legalParts({ law, number, part, subject, force, now }: LegalReferenceValue, { t }: Speech): Parts {
  return [
    law?.name,
    number === undefined ? undefined : part === undefined ? number : `${number} (${part})`,
    subject,
    force && hasMessage(`force.${force}`) ? t(`force.${force}`) : undefined,
    now && now.length > 0
      ? t('reading.now', { provisions: now.map(({ provision }) => provision).join(', ') })
      : undefined,
  ];
}

function penaltyText({ minimum, maximum, unit, life }: PenaltyValue, t: Say): string {
  const unitText = t(`reading.unit.${unit}`, { count: maximum ?? minimum ?? 0 });
  const term =
    minimum !== undefined && maximum !== undefined
      ? `${minimum === maximum ? minimum : `${minimum}–${maximum}`} ${unitText}`
      : maximum !== undefined
        ? `≤ ${maximum} ${unitText}`
        : minimum !== undefined
          ? `≥ ${minimum} ${unitText}`
          : undefined;
  if (!life) return term ?? '';
  return term === undefined ? t('penalty.life') : t('penalty.or-life', { term });
}

const SIGNS: Readonly<Record<NonNullable<FigureValue['qualifier']>, string>> = {
  about: '≈',
  'at-least': '≥',
  'at-most': '≤',
  'more-than': '>',
  'less-than': '<',
};

function figureText({ number, low, qualifier, unit, change }: FigureValue, { language, t }: Speech): string {
  const numbers = new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 6 });
  const range = low === undefined ? numbers.format(number) : `${numbers.format(low)}–${numbers.format(number)}`;
  const sign = qualifier === undefined ? '' : `${SIGNS[qualifier]} `;
  return `${sign}${range} ${unit}${change ? `, ${t('reading.change')}` : ''}`;
}

function moneyText({ amount, low, currency, per, conversion }: MoneyValue, language: Language): string {
  const numbers = new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 2 });
  const say = (sum: { amount: number; low?: number; currency: string }) =>
    `${sum.low === undefined ? '' : `${numbers.format(sum.low)}–`}${numbers.format(sum.amount)} ${sum.currency}`;
  const own = say({ amount, currency, ...(low !== undefined && { low }) });
  return `${own}${per === undefined ? '' : ` / ${per}`}${conversion ? ` = ${say(conversion)}` : ''}`;
}
