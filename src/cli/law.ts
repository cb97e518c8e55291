/** law …: the law in time. A group of commands, one file each in law/. */
import { type Context, declare } from './command.ts';
import { lawApplyCommand } from './law/apply.ts';
import { lawConcordanceCommand } from './law/concordance.ts';
import { lawDiffCommand } from './law/diff.ts';
import { lawEffectCommand } from './law/effect.ts';
import { lawExportCommand } from './law/export.ts';
import { lawGapsCommand } from './law/gaps.ts';
import { lawImportCommand } from './law/import.ts';
import { lawShowCommand } from './law/show.ts';
import { lawTimelineCommand } from './law/timeline.ts';

export function lawCommand(context: Context) {
  const group = declare(
    'law',
    'the law in time: words, changes, acts and bills',
    'Shows what the law says, said and is about to say, and what follows from a change. A law is named by its id ' +
      '(kaz/law/criminal-code-2014), a short form of it (criminal-code-2014), its official number or its title; an article ' +
      'by that of its law and its number (criminal-code-2014/134).',
    [],
  ).usage('<command> [options]');
  for (const make of [
    lawShowCommand,
    lawDiffCommand,
    lawTimelineCommand,
    lawConcordanceCommand,
    lawGapsCommand,
    lawEffectCommand,
    lawApplyCommand,
    lawImportCommand,
    lawExportCommand,
  ]) {
    group.addCommand(make(context));
  }
  return group;
}
