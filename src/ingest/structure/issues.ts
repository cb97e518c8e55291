/**
 * What is wrong in a document itself, as its structure shows: notes, dates of references, contents list, tables.
 * Always true: every issue names its places in the text and has a message in each language, which says what and where.
 */
import { say } from '../../core/crosscheck/issue.ts';
import type { ReadingCode } from '../../core/crosscheck/notes.ts';
import { anchorIn, type DocumentIssue, type NoteMark, type Range, type Reference } from '../../core/document.ts';
import { firstDay, lastDay, type PartialDate } from '../../core/time.ts';
import type { Layout } from './layout.ts';
import type { FoundNotes } from './notes.ts';
import type { Contents } from './sections.ts';

type Severity = DocumentIssue['severity'];
type Messages = DocumentIssue['message'];

const MOST_PLACES = 20;

export function issuesOf(
  layout: Layout,
  found: FoundNotes,
  references: readonly Reference[],
  contents: Contents | undefined,
  published: PartialDate | undefined,
): DocumentIssue[] {
  const { text } = layout;
  const issue = (
    code: ReadingCode,
    severity: Severity,
    message: Messages,
    places: readonly Range[],
  ): DocumentIssue => ({
    code,
    severity,
    message,
    places: places.slice(0, MOST_PLACES).map((place) => anchorIn(text, place)),
  });
  return [
    ...noteIssues(found, issue),
    ...dateIssues(references, published, issue),
    ...(contents ? contentsIssues(contents, issue) : []),
    ...tableIssues(layout, issue),
  ];
}

type Make = (code: ReadingCode, severity: Severity, message: Messages, places: readonly Range[]) => DocumentIssue;

function noteIssues(
  { entries, marks, missing, unused, duplicates, misordered, gaps }: FoundNotes,
  issue: Make,
): DocumentIssue[] {
  const issues: DocumentIssue[] = [];
  const byLabel = new Map<string, NoteMark[]>();
  for (const mark of missing) {
    const same = byLabel.get(mark.label);
    if (same) same.push(mark);
    else byLabel.set(mark.label, [mark]);
  }
  for (const [label, places] of byLabel) {
    issues.push(
      issue(
        'notes-missing',
        'error',
        {
          en: `The text calls note ${label}, but there is no note ${label}. What it supports has no source here: find the note in the original or mark the statement as unsourced.`,
          ru: `В тексте есть сноска ${label}, но примечания ${label} нет. Утверждение остаётся без источника: найдите примечание в оригинале или отметьте, что источника нет.`,
          kk: `Мәтінде ${label}-сілтеме бар, бірақ ${label}-ескертпе жоқ. Тұжырым дереккөзсіз қалады: ескертпені түпнұсқадан табыңыз немесе дереккөзі жоқ деп белгілеңіз.`,
        },
        places,
      ),
    );
  }
  if (marks.length === 0 && unused.length > 1) {
    const count = unused.length;
    issues.push(
      issue(
        'notes-unused',
        'warning',
        {
          en: `None of the ${count} notes is called in the text. The marks may have been lost when the file was made: compare with the original.`,
          ru: `Ни одно из примечаний (${count}) не упомянуто в тексте. Знаки сносок могли пропасть при создании файла: сверьте с оригиналом.`,
          kk: `${count} ескертпенің ешқайсысына мәтінде сілтеме жоқ. Белгілер файл жасалғанда жоғалған болуы мүмкін: түпнұсқамен салыстырыңыз.`,
        },
        unused,
      ),
    );
  } else {
    for (const entry of unused) {
      const { label } = entry;
      issues.push(
        issue(
          'notes-unused',
          'warning',
          {
            en: `Nothing in the text calls note ${label}. The statement that it supports has lost its mark.`,
            ru: `В тексте нет сноски на примечание ${label}. Утверждение, которое оно подтверждает, потеряло знак сноски.`,
            kk: `Мәтінде ${label}-ескертпеге сілтеме жоқ. Ол растайтын тұжырымның белгісі жоғалған.`,
          },
          [entry],
        ),
      );
    }
  }
  for (const same of duplicates) {
    const [first] = same;
    if (!first) continue;
    issues.push(
      issue(
        'notes-duplicate',
        'error',
        {
          en: `${same.length} notes carry the label ${first.label}. The text cannot say which of them is meant; the first is taken.`,
          ru: `Номер ${first.label} стоит у нескольких примечаний (${same.length}). Непонятно, какое имеется в виду; берётся первое.`,
          kk: `${first.label} нөмірі ${same.length} ескертпеде тұр. Қайсысы айтылғаны белгісіз; біріншісі алынады.`,
        },
        same,
      ),
    );
  }
  for (const one of misordered) {
    const isEntry = 'block' in one;
    issues.push(
      issue(
        'notes-order',
        'warning',
        isEntry
          ? {
              en: `Note ${one.label} stands out of order among the notes. Its number may be wrong.`,
              ru: `Примечание ${one.label} стоит не на своём месте по порядку. Возможно, номер ошибочен.`,
              kk: `${one.label}-ескертпе рет бойынша өз орнында тұрған жоқ. Нөмірі қате болуы мүмкін.`,
            }
          : {
              en: `Note ${one.label} is called for the first time after a later note. Its number may be wrong.`,
              ru: `Сноска ${one.label} впервые встречается после более поздней. Возможно, номер ошибочен.`,
              kk: `${one.label}-сілтеме алғаш рет кейінгі нөмірден соң кездеседі. Нөмірі қате болуы мүмкін.`,
            },
        [one],
      ),
    );
  }
  for (const { label, place } of gaps) {
    issues.push(
      issue(
        'notes-gap',
        'note',
        {
          en: `The notes skip number ${label}: neither a note nor a mark bears it.`,
          ru: `В нумерации примечаний пропущен номер ${label}: нет ни примечания, ни сноски.`,
          kk: `Ескертпелер нөмірінде ${label} жоқ: ескертпе де, сілтеме де кездеспейді.`,
        },
        [place],
      ),
    );
  }
  return entries.length === 0 && missing.length > 0 ? issues.slice(0, 1) : issues;
}

function dateIssues(
  references: readonly Reference[],
  published: PartialDate | undefined,
  issue: Make,
): DocumentIssue[] {
  const issues: DocumentIssue[] = [];
  for (const reference of references) {
    const { date, accessed } = reference;
    if (date !== undefined && accessed !== undefined && lastDay(accessed) < firstDay(date)) {
      issues.push(
        issue(
          'accessed-before-published',
          'error',
          say(
            (f) =>
              `The reference says that a document of ${f.date(date)} was read on ${f.date(accessed)}, before it was published. One of the two dates is wrong.`,
            (f) =>
              `Дата документа в ссылке — ${f.date(date)}, а дата обращения — ${f.date(accessed)}, раньше публикации. Одна из дат ошибочна.`,
            (f) =>
              `Сілтемеде құжат күні – ${f.date(date)}, ал қаралған күні – ${f.date(accessed)}, жарияланғанға дейін. Күндердің бірі қате.`,
          ),
          [reference],
        ),
      );
    }
    if (published === undefined) continue;
    for (const [day, read] of [
      [date, false],
      [accessed, true],
    ] as const) {
      if (day === undefined || firstDay(day) <= lastDay(published)) continue;
      issues.push(
        issue(
          'date-after-document',
          'warning',
          say(
            (f) =>
              `The reference gives ${f.date(day)} as the day ${read ? 'it was read' : 'of the work'}, but this document is of ${f.date(published)}. The date is wrong, or the document was changed after its date.`,
            (f) =>
              `В ссылке указана дата ${read ? 'обращения' : 'документа'}: ${f.date(day)}, а дата этого документа — ${f.date(published)}. Дата ошибочна, или документ изменён позже.`,
            (f) =>
              `Сілтемеде ${read ? 'қаралған' : 'құжат'} күні – ${f.date(day)}, ал бұл құжаттың күні – ${f.date(published)}. Күні қате немесе құжат кейін өзгертілген.`,
          ),
          [reference],
        ),
      );
    }
  }
  return issues;
}

function contentsIssues({ entries, unmatched, misordered }: Contents, issue: Make): DocumentIssue[] {
  const issues: DocumentIssue[] = [];
  const severity = unmatched.length * 2 > entries.length ? 'note' : 'warning';
  if (severity === 'note' && unmatched.length > 0) {
    const [all, count] = [entries.length, unmatched.length];
    issues.push(
      issue(
        'contents-mismatch',
        severity,
        {
          en: `The contents list names ${all} parts; ${count} of them have no heading with these words. The headings may not have been recognised.`,
          ru: `В оглавлении названо частей: ${all}; для ${count} из них нет заголовка с такими словами. Возможно, заголовки не распознаны.`,
          kk: `Мазмұнда ${all} бөлім аталған; олардың ${count} бөлігінде мұндай тақырып жоқ. Тақырыптар танылмаған болуы мүмкін.`,
        },
        unmatched,
      ),
    );
  } else {
    for (const entry of unmatched) {
      issues.push(
        issue(
          'contents-mismatch',
          severity,
          {
            en: `The contents list names “${entry.title}”, but no heading bears these words.`,
            ru: `В оглавлении есть «${entry.title}», но заголовка с такими словами нет.`,
            kk: `Мазмұнда «${entry.title}» бар, бірақ мұндай тақырып жоқ.`,
          },
          [entry],
        ),
      );
    }
  }
  for (const entry of misordered) {
    issues.push(
      issue(
        'contents-order',
        'note',
        {
          en: `The contents list puts “${entry.title}” on page ${entry.page}, before the part above it.`,
          ru: `В оглавлении «${entry.title}» указано на странице ${entry.page}, раньше предыдущей части.`,
          kk: `Мазмұнда «${entry.title}» ${entry.page}-бетте, алдыңғы бөлімнен бұрын көрсетілген.`,
        },
        [entry],
      ),
    );
  }
  return issues;
}

/** Rows of another length than most; a row of one cell is a heading across the table. */
function tableIssues({ blocks }: Layout, issue: Make): DocumentIssue[] {
  const issues: DocumentIssue[] = [];
  for (const { rows } of blocks) {
    if (!rows || rows.length < 2) continue;
    const counts = new Map<number, number>();
    for (const row of rows) if (row.length > 1) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
    const [usual] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
    if (usual === undefined) continue;
    const odd = rows.filter((row) => row.length > 1 && row.length !== usual);
    if (odd.length === 0) continue;
    const count = odd.length;
    issues.push(
      issue(
        'table-rows',
        'warning',
        {
          en: `${count} of ${rows.length} rows have another number of cells than the usual ${usual}. Cells may be joined or lost: check which column each value belongs to.`,
          ru: `Строк с иным числом ячеек, чем обычные ${usual}: ${count} из ${rows.length}. Ячейки могли слиться или пропасть: проверьте, к какому столбцу относится значение.`,
          kk: `${rows.length} жолдың ${count} жолында ұяшық саны әдеттегі ${usual} емес. Ұяшықтар бірігіп немесе жоғалып кеткен болуы мүмкін: мән қай бағанға жататынын тексеріңіз.`,
        },
        odd.map((row) => ({ start: row[0]?.start ?? 0, end: row.at(-1)?.end ?? 0 })),
      ),
    );
  }
  return issues;
}
