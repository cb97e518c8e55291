/** The language a reader prefers; what is said in it stands in core/messages.ts. */
import { LANGUAGES, type Language } from '../core/localised.ts';

export {
  compareNames,
  type DateStyle,
  formatBound,
  formatDate,
  formatNumber,
  hasMessage,
  LOCALES,
  MESSAGES,
  translate,
  translateRich,
  type Values,
} from '../core/messages.ts';

/** The language a reader prefers among ours, from an Accept-Language header (RFC 9110, 12.5.4); English otherwise. */
export function preferredLanguage(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part, position) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find(Boolean);
      return { language: tag.split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight), position };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.position - b.position);
  for (const { language } of wanted) {
    const found = LANGUAGES.find((ours) => ours === language);
    if (found) return found;
  }
  return 'en';
}
