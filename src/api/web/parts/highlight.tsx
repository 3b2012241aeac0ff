/** Characters that have a meaning in a pattern. */
const escaped = (term: string): string => term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * A text with what was searched for marked. Limit: only what is written as it was typed, apart from case;
 * a hit through another width or across a bracket is found and not marked.
 */
export function Highlight({ text, search }: { text: string; search: string }) {
  const terms = search.split(/\s+/u).filter((term) => term.length > 1);
  if (terms.length === 0) return text;
  const parts = text.split(new RegExp(`(${terms.map(escaped).join('|')})`, 'giu'));
  return parts.map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : part));
}
