/** Translations are complete: every message in every language, no strange arguments, valid ICU, and used somewhere. */
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
      // Russian in an oblique case and Kazakh need fewer forms than they have categories; half of a pair is a mistake.
      const given = Object.keys(node.options);
      const needed =
        language === 'ru'
          ? ['one', 'other', ...(given.includes('few') ? ['many'] : given.includes('many') ? ['few'] : [])]
          : ['other'];
      const missing = needed.filter((category) => !given.includes(category));
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
      return new Set(argumentsOf(parse(text), language, key));
    } catch (error) {
      problems.push(`${language} ${key}: ${error.message}`);
      return undefined;
    }
  });
  const [english, ...others] = shapes;
  for (const [index, shape] of others.entries()) {
    const strange = [...(shape ?? [])].filter((name) => !english?.has(name));
    if (strange.length > 0)
      problems.push(`${LANGUAGES[index + 1]} ${key}: the English text has no ${strange.join(', ')}`);
  }
}

const sources = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  .join('\n');
// A key may be composed, as in t(`status.${status}`): then what stands before the gap must begin a template.
const used = (key) =>
  sources.includes(`'${key}'`) ||
  [...key].some((_, end) => end > key.indexOf('.') && sources.includes(`\`${key.slice(0, end)}\${`));
for (const key of all) if (!used(key)) problems.push(`${key}: used nowhere`);

for (const problem of problems) console.error(problem);
console.log(`translations: ${all.length} messages in ${LANGUAGES.length} languages, ${problems.length} problems`);
process.exit(problems.length > 0 ? 1 : 0);
