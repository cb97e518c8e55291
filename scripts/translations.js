/** Translations are complete: every message in every language, same arguments, valid ICU, and used somewhere. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@formatjs/icu-messageformat-parser';
import { ROOT } from './run.js';

const LANGUAGES = ['en', 'ru', 'kk'];
const problems = [];
const messages = Object.fromEntries(
  LANGUAGES.map((language) => [language, JSON.parse(readFileSync(join(ROOT, 'locales', `${language}.json`), 'utf8'))]),
);

/** Names of the arguments of a message, nested ones too; plural categories a language needs are checked on the way. */
function argumentsOf(nodes, language, key) {
  return nodes.flatMap((node) => {
    if (node.type === 6) {
      const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      const missing = needed.filter((category) => !(category in node.options));
      if (missing.length > 0) problems.push(`${language} ${key}: plural without ${missing.join(', ')}`);
    }
    const inner = node.options
      ? Object.values(node.options).flatMap((option) => argumentsOf(option.value, language, key))
      : [];
    return node.type >= 1 && node.type <= 6 ? [node.value, ...inner] : inner;
  });
}

const all = [...new Set(LANGUAGES.flatMap((language) => Object.keys(messages[language])))].sort();
for (const key of all) {
  const shapes = LANGUAGES.map((language) => {
    const text = messages[language][key];
    if (typeof text !== 'string' || text.trim() === '') {
      problems.push(`${language} ${key}: missing`);
      return undefined;
    }
    try {
      return [...new Set(argumentsOf(parse(text), language, key))].sort().join();
    } catch (error) {
      problems.push(`${language} ${key}: ${error.message}`);
      return undefined;
    }
  });
  if (new Set(shapes.filter((shape) => shape !== undefined)).size > 1)
    problems.push(`${key}: arguments differ between languages (${shapes.join(' | ')})`);
}

const sources = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  .join('\n');
// A key may be composed, as in t(`status.${status}`): then its prefix must stand in a template.
const used = (key) =>
  sources.includes(`'${key}'`) ||
  key.split('.').some((_, index, parts) => index > 0 && sources.includes(`\`${parts.slice(0, index).join('.')}.\${`));
for (const key of all) if (!used(key)) problems.push(`${key}: used nowhere`);

for (const problem of problems) console.error(problem);
console.log(`translations: ${all.length} messages in ${LANGUAGES.length} languages, ${problems.length} problems`);
process.exit(problems.length > 0 ? 1 : 0);
