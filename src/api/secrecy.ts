/**
 * 国家秘密 never enters this system (保守国家秘密法第三十一条; 本制度第三十三条): a request that says it carries
 * some is refused before anything of it is read, stored or logged. This finds what is *marked*; it cannot
 * find
 * what nobody has marked.
 */
const LEVELS = ['秘密', '机密', '绝密'];

/**
 * The marking on a document: 秘密★, 机密 ★ 10 年, 绝密★长期 (国家秘密载体标志), or a stated level, 密级：机密.
 * 商业秘密 is another thing.
 */
const MARKING = /(?<!商业)(秘密|机密|绝密)\s*[★☆]|密级\s*[:：为是]*\s*(秘密|机密|绝密)/;

/** Full-width forms and invisible characters hide no marking. */
const plain = (text: string): string => text.normalize('NFKC').replace(/\p{Cf}/gu, '');

const isMarked = (text: string): boolean => MARKING.test(plain(text));

/** Fields that state a level. */
const LEVEL_FIELDS = ['secrecy', 'classification', '密级'];

/** Does any field state a level of state secrecy, or any text bear its marking? */
export function bearsStateSecret(value: unknown, field = ''): boolean {
  if (typeof value === 'string')
    return isMarked(value) || (LEVEL_FIELDS.includes(field) && LEVELS.some((level) => value.includes(level)));
  if (Array.isArray(value)) return value.some((inner) => bearsStateSecret(inner, field));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).some(([key, inner]) => isMarked(key) || bearsStateSecret(inner, key));
  return false;
}
