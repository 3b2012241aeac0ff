/**
 * What a matter is found by: its number, its title and the names of its parties, cut into short pieces
 * that an index can hold. The database has no text search that every engine shares (docs/decisions/0631).
 */

const HAN = /\p{Script=Han}/u;
const WORD = /[\p{L}\p{N}]/u;
const NEITHER = /[^\p{L}\p{N}\p{Script=Han}]/gu;

/** Pieces of a run of letters and digits are its beginnings and ends, of two up to this many characters. */
const RUN_LIMIT = 24;

/** Full width as half width, upper case as lower case; a name is the same however it was typed. */
const normal = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Characters of Han each by itself, letters and digits as runs; what is neither only ends a run. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let run = '';
  for (const character of normal(text)) {
    const inRun = WORD.test(character) && !HAN.test(character);
    if (run !== '' && !inRun) parts.push(run);
    run = inRun ? run + character : '';
    if (HAN.test(character)) parts.push(character);
  }
  return run === '' ? parts : [...parts, run];
}

/** The text without spaces, marks and case: its parts in one. */
export const squeezed = (text: string): string => normal(text).replace(NEITHER, '');

const isHan = (part: string): boolean => HAN.test(part);

/** Two characters that stand beside each other, at least one of them Han. */
const pairsOf = (parts: readonly string[]): string[] =>
  parts.flatMap((part, index) => {
    const next = parts[index + 1];
    if (next === undefined || (!isHan(part) && !isHan(next))) return [];
    return [`${isHan(part) ? part : part.slice(-1)}${isHan(next) ? next : next.slice(0, 1)}`];
  });

function endsOf(run: string): string[] {
  const lengths = Array.from({ length: Math.min(run.length, RUN_LIMIT) }, (_, index) => index + 1);
  return lengths
    .filter((length) => length > 1 || run.length === 1)
    .flatMap((length) => [run.slice(0, length), run.slice(-length)]);
}

/** The pieces a text is found by, each once. */
export function tokensOf(text: string): string[] {
  const parts = partsOf(text);
  return [...new Set([...pairsOf(parts), ...parts.filter((part) => !isHan(part)).flatMap(endsOf)])];
}

/** The pieces of a number: as written, and without its hyphens. */
export const tokensOfNumber = (number: string): string[] => [
  ...new Set([...tokensOf(number), squeezed(number)]),
];

/** Pairs that nearly every title and party has. */
const COMMON = new Set(
  '公司 有限 限公 限责 责任 任公 股份 份有 建筑 工程 房地 地产 物业 管理 服务 施工 擅自 未按 按规 规定'.split(
    ' ',
  ),
);

/**
 * How common a piece is likely to be. The embedded engine reads by the first piece that is asked for and
 * checks the rest, so the rarest goes first.
 */
function commonness(token: string): number {
  const digits = /^[\p{L}\p{N}]+$/u.test(token) && !isHan(token);
  if (digits && /^(19|20)\d\d$/.test(token)) return 5;
  if (digits) return token.length > 2 ? 0 : 3;
  return COMMON.has(token) ? 4 : 1;
}

/** The pieces that whatever contains a term must have, the rarest first. */
export function tokensOfTerm(term: string): string[] {
  const parts = partsOf(term);
  const runs = parts.filter((part) => !isHan(part)).map((run) => run.slice(0, RUN_LIMIT));
  const long = [...pairsOf(parts), ...runs.filter((run) => run.length > 1)];
  const tokens = long.length > 0 ? long : runs;
  return [...new Set(tokens)].sort((one, other) => commonness(one) - commonness(other));
}

/** What a search asks for has at least so many characters. */
export const TERM_CHARACTERS = 2;

/**
 * The terms of a search: all of them must be found. Where one would be a single character, as in a name
 * that is written with a space, the whole is one term. None when there is too little to search for.
 */
export function termsOf(query: string): string[] {
  const lengthOf = (term: string) => Array.from(squeezed(term)).length;
  const terms = query.split(/\s+/u).filter((term) => lengthOf(term) > 0);
  if (terms.length > 0 && terms.every((term) => lengthOf(term) >= TERM_CHARACTERS))
    return [...new Set(terms)];
  const whole = terms.join('');
  return lengthOf(whole) >= TERM_CHARACTERS ? [whole] : [];
}

/** Asks whether a term is in one of some texts. Spaces, marks, width and case do not matter. */
export function containing(term: string): (texts: readonly string[]) => boolean {
  const wanted = squeezed(term);
  return (texts) => texts.some((text) => squeezed(text).includes(wanted));
}
