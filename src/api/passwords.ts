/**
 * What a password must be (ASVS 5.0 6.2): long, not built of what everybody tries first, nothing more. No
 * classes of characters, no changing by the calendar. Limit: no list of breached passwords is at hand
 * offline; what is refused here is the commonest of them and what is built by the same few patterns.
 */
export const PASSWORD_LEAST = 12;
/** Distinct characters below which a password is a pattern: 111111111111, abcabcabcabc. */
const DISTINCT_LEAST = 5;

/** Twelve characters and more of what lists of breached passwords begin with, and what is typed here. */
const COMMON = [
  'password',
  'passw0rd',
  'p@ssw0rd',
  'qwerty',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx',
  '1q2w3e4r',
  'iloveyou',
  'woaini',
  '5201314',
  '1314520',
  'admin',
  'administrator',
  'welcome',
  'letmein',
  'zhujianju',
  'huayin',
  'abc',
  'test',
  'root',
  'user',
  'system',
  'demonstration',
];

/** Rows that fingers run along. */
const RUNS = [
  '01234567890',
  '09876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
];

/** Why a password is not accepted for this person, in words; undefined when it is. Pure. */
export function passwordFault(
  password: string,
  person: { id: string; name: string; email: string },
): string | undefined {
  const characters = Array.from(password);
  if (characters.length < PASSWORD_LEAST) return `至少 ${String(PASSWORD_LEAST)} 个字符，长短句均可`;
  if (new Set(characters).size < DISTINCT_LEAST) return '重复的字符过多';
  const plain = password.normalize('NFKC').toLowerCase();
  const own = [person.id, person.name, ...person.email.split(/[@.]/)].map((word) => word.toLowerCase());
  if (isMadeOf(plain, own)) return '不能由本人的登录名、姓名、邮箱加少许字符组成';
  return isMadeOf(plain, [...COMMON, ...RUNS.flatMap(runsOf)])
    ? '不能由常见密码、连续的字母或者数字组成'
    : undefined;
}

/** Every stretch of four and more of a row, the longest first. */
const runsOf = (row: string): string[] => {
  const lengths = Array.from({ length: row.length - 3 }, (_, index) => row.length - index);
  return lengths.flatMap((length) =>
    Array.from({ length: row.length - length + 1 }, (_, from) => row.slice(from, from + length)),
  );
};

/** Is what remains, when these words are taken out, too little to be guessed by nobody? */
function isMadeOf(password: string, words: readonly string[]): boolean {
  const longest = words.filter((word) => word.length >= 3).sort((one, other) => other.length - one.length);
  const rest = longest.reduce((left, word) => left.split(word).join(''), password);
  return rest !== password && Array.from(rest).length < PASSWORD_LEAST / 2;
}
