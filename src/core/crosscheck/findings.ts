/**
 * Findings of one question and country through time: two that hold at once must agree or be ranked, and an answer that
 * ends without another is a gap. Deprecated findings never count.
 */
import { answersOver } from '../answers.ts';
import { type Finding, NO_INFORMATION } from '../model/index.ts';
import { firstDay, intersect, isoDay, lastDay, spanOf } from '../time.ts';
import { at, type DocumentInput, type Found, groupBy, inRecord, ofKind, type RecordInput, say } from './issue.ts';

const saidOf = (value: Finding['value'] | undefined) => String(value);

/** Findings that overlap with different values, none of them preferred. */
export function recordOverlap({ dataset, country }: RecordInput): Found[] {
  const groups = groupBy(
    dataset.inCountry('finding', country).filter(({ rank }) => rank !== 'deprecated'),
    ({ question }) => question,
  );
  const found: Found[] = [];
  for (const [question, group] of groups) {
    const ordered = group.toSorted((a, b) => spanOf(a).from - spanOf(b).from);
    // Those that may still hold when the next begins; few at any time.
    let open: Finding[] = [];
    for (const finding of ordered) {
      const span = spanOf(finding);
      open = open.filter((other) => spanOf(other).to > span.from);
      for (const other of open) {
        const both = intersect(spanOf(other), span);
        if (!both || other.value === finding.value) continue;
        if (other.value === NO_INFORMATION || finding.value === NO_INFORMATION) continue;
        // One preferred alone settles it; two preferred that differ do not.
        if ((other.rank === 'preferred') !== (finding.rank === 'preferred')) continue;
        const from = isoDay(both.from) ?? '';
        found.push({
          message: say(
            (f) =>
              `Two findings answer “${f.title(dataset.find(question))}” differently from ${f.date(from)}: ${saidOf(other.value)} and ${saidOf(finding.value)}. Prefer one with the reason, or correct a period.`,
            (f) =>
              `На вопрос «${f.title(dataset.find(question))}» с ${f.date(from)} даны разные ответы: ${saidOf(other.value)} и ${saidOf(finding.value)}. Предпочтите один с указанием причины или исправьте период.`,
            (f) =>
              `«${f.title(dataset.find(question))}» сұрағына ${f.date(from)} бастап әртүрлі жауап берілген: ${saidOf(other.value)} және ${saidOf(finding.value)}. Себебін айтып, біреуін таңдаңыз немесе кезеңін түзетіңіз.`,
          ),
          places: [inRecord(other, 'value'), inRecord(finding, 'value')],
        });
      }
      open.push(finding);
    }
  }
  return found;
}

/** Days between two answers of one question on which there is none. */
export function recordGap({ dataset, country, day }: RecordInput): Found[] {
  const questions = new Set(dataset.inCountry('finding', country).map(({ question }) => question));
  return [...questions].flatMap((question) => {
    const spans = answersOver(dataset, country, question);
    return spans.flatMap((span, index) => {
      const next = spans[index + 1];
      const until = next?.from ?? Infinity;
      if (span.to >= until || span.to > day) return [];
      const [last] = span.findings;
      const [first] = next?.findings ?? [];
      const [from, to] = [isoDay(span.to) ?? '', isoDay(until)];
      return [
        {
          message: say(
            (f) =>
              `“${f.title(dataset.find(question))}” has no answer from ${f.date(from)}${to === undefined ? '' : ` to ${f.date(to)}`}. Say what held, or that nothing was found.`,
            (f) =>
              `На вопрос «${f.title(dataset.find(question))}» нет ответа с ${f.date(from)}${to === undefined ? '' : ` по ${f.date(to)}`}. Укажите, что действовало, или что ничего не найдено.`,
            (f) =>
              `«${f.title(dataset.find(question))}» сұрағына ${f.date(from)} бастап${to === undefined ? '' : ` ${f.date(to)} дейін`} жауап жоқ. Не қолданылғанын немесе ештеңе табылмағанын жазыңыз.`,
          ),
          places: [...(last ? [inRecord(last, 'to')] : []), ...(first ? [inRecord(first, 'from')] : [])],
        },
      ];
    });
  });
}

/** What the document answers, against the answer on record for its time. */
export function documentAgainstRecord({ document, candidates, dataset, country }: DocumentInput): Found[] {
  if (country === undefined) return [];
  return ofKind(candidates, 'finding').flatMap(({ value, place, period }) => {
    const on = period?.to ?? period?.from ?? document.date;
    const findings = dataset.findings(country, value.question).filter(({ rank }) => rank !== 'deprecated');
    const holding = findings.filter((finding) => {
      if (finding.value === NO_INFORMATION) return false;
      if (on === undefined) return true;
      const span = spanOf(finding);
      return span.from <= lastDay(on) && firstDay(on) < span.to;
    });
    if (holding.length === 0 || holding.some((finding) => finding.value === value.value)) return [];
    return [
      {
        message: say(
          (f) =>
            `The document answers “${f.title(dataset.find(value.question))}” with ${saidOf(value.value)}: ${f.quote(place)}; the record has ${f.list([...new Set(holding.map((finding) => saidOf(finding.value)))])}.`,
          (f) =>
            `На вопрос «${f.title(dataset.find(value.question))}» документ отвечает ${saidOf(value.value)}: ${f.quote(place)}; в базе: ${f.list([...new Set(holding.map((finding) => saidOf(finding.value)))])}.`,
          (f) =>
            `«${f.title(dataset.find(value.question))}» сұрағына құжат ${saidOf(value.value)} деп жауап береді: ${f.quote(place)}; деректер қорында: ${f.list([...new Set(holding.map((finding) => saidOf(finding.value)))])}.`,
        ),
        places: [at(place), ...holding.map((finding) => inRecord(finding, 'value'))],
      },
    ];
  });
}
