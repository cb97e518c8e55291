/** law concordance LAW: which articles of older laws its articles took the place of, and which took theirs. */

import { concordanceCsv } from '../../app/law.ts';
import type { Dataset } from '../../core/dataset.ts';
import { concordance, predecessorsOf } from '../../core/law/concordance.ts';
import type { Provision } from '../../core/model/index.ts';
import { type Context, counted, declare, type ReadOptions, reads, withRecord } from '../command.ts';
import { lawNamed, shortId } from '../names.ts';
import { Page, plain, writeJson } from '../terminal.ts';
import { say } from '../words.ts';
import { CSV_OUT } from './output.ts';

export function lawConcordanceCommand(context: Context) {
  return reads(
    declare(
      'concordance',
      'old articles and the new ones in their place',
      'Lists the articles of a law with those of older laws whose place they took, and those that took theirs: one to one, ' +
        'one to many, many to one. An article without a successor on record says so.',
      [
        { line: 'law concordance criminal-code-1997', why: 'what each article of the old code became' },
        {
          line: 'law concordance criminal-code-2014 --csv',
          why: 'where each article of the new code comes from, for a spreadsheet',
        },
      ],
      [
        ['law', 'id of the law'],
        [
          'articles[]',
          'provision, number, before (ids of the articles whose place it took), after (ids of those that took its place)',
        ],
      ],
    )
      .argument('<law>', 'id, short form, number or title of a law')
      .addOption(CSV_OUT()),
  ).action((typed: string, options: ReadOptions & { csv?: boolean }) =>
    withRecord(context, options, ({ dataset }) => {
      const law = lawNamed(dataset, typed);
      const rows = concordance(dataset, law.id).map(({ old, now }) => ({
        provision: old,
        before: predecessorsOf(dataset, old),
        after: now,
      }));
      if (options.json) {
        const ids = (list: readonly Provision[]) => list.map(({ id }) => id);
        writeJson(context.out, {
          law: law.id,
          articles: rows.map(({ provision, before, after }) => ({
            provision: provision.id,
            number: provision.number,
            before: ids(before),
            after: ids(after),
          })),
        });
        return;
      }
      if (options.csv) {
        context.out.write(concordanceCsv(dataset, law.id, 'en'));
        return;
      }
      const page = new Page(context.out);
      page.line(`${page.tone(say(law.title), 'strong')} [${law.id}]: ${counted(rows.length, 'article')} on record`);
      page.line();
      const named = (list: readonly Provision[]) => list.map((one) => nameIn(dataset, one, law.id)).join(', ');
      const columns = ['article', 'took the place of', 'its place was taken by'];
      const hasBefore = rows.some(({ before }) => before.length > 0);
      const hasAfter = rows.some(({ after }) => after.length > 0);
      page.table(
        [
          columns.map((name, index) => ((index === 1 && !hasBefore) || (index === 2 && !hasAfter) ? '' : name)),
          ...rows.map(({ provision, before, after }) => [
            plain(provision.number),
            hasBefore ? named(before) || '–' : '',
            hasAfter ? named(after) || 'no successor on record' : '',
          ]),
        ],
        2,
      );
    }),
  );
}

/** An article of another law by its number and a short form of its law. */
function nameIn(dataset: Dataset, { id, number, law }: Provision, own: string): string {
  return law === own ? plain(number) : `${plain(number)} (${shortId(dataset.get('law', law)?.id ?? id)})`;
}
