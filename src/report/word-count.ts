/** Words as their readers count them, for limits: headings, text and lists, without notes, tables and figures. */
import type { Block } from './document.ts';
import { plainText } from './voice.ts';

export function countWords(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + wordsIn(block), 0);
}

function wordsIn(block: Block): number {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'lead':
    case 'quote':
      return counted(plainText(block.content));
    case 'list':
      return block.items.reduce((sum, item) => sum + countWords(item), 0);
    case 'box':
      return counted(plainText(block.title ?? [])) + countWords(block.blocks);
    default:
      return 0;
  }
}

/** What stands between spaces and holds a letter or a digit. */
function counted(text: string): number {
  let count = 0;
  for (const [word] of text.matchAll(/\S+/g)) if (/[\p{L}\p{N}]/u.test(word)) count++;
  return count;
}
