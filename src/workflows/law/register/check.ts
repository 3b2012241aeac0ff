import { refusal, type Refusal } from '../../refusals.js';
import { shanghaiDay } from '../moments.js';
import { certificateAt, posts as postTable, postsAt } from '../posts.js';
import { startOfDay, startOfDayOf } from './days.js';
import type { Register, RegisterChange, RegisteredPerson, RegisteredUnit, Replaced } from './entries.js';

/** What is wrong with an entry: `pointer` is a JSON pointer into it. */
export type EntryError = { pointer: string; detail: string };

/** How long an entry's texts and lists may be. */
export const LENGTHS = { name: 60, email: 254, unitName: 80, posts: 60, certificates: 60 } as const;

const PERSON_ID = /^[a-z0-9][a-z0-9-]{0,63}$/;
/** The addresses a mail server accepts without quoting; the domain has a dot. */
const EMAIL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[a-z0-9-]+(\.[a-z0-9-]+)+$/;
/** Letters, digits and what certificate numbers are written with: 陕E-000123, 27050120001, 陕（华阴）0012. */
const CERTIFICATE = /^[\p{L}\p{N}][\p{L}\p{N}()（）〔〕[\]\-—·/]{2,39}$/u;
/** Ids that mean something else. */
const RESERVED = ['system'];

/**
 * From when whoever first does legal review must be qualified: 行政处罚法 2017 年修正. From memory, unread; so
 * nobody is refused by it.
 */
const FIRST_REVIEWERS_QUALIFIED = startOfDay('2018-01-01');

/** What each rule found; nothing where it is kept. */
export type Found = (EntryError | undefined | false)[];
export const only = (found: Found): EntryError[] => found.filter((one) => one !== undefined && one !== false);
export const wrong = (pointer: string, detail: string): EntryError => ({ pointer, detail });

/** Everything wrong with one person's entry, against the register as it is. Pure; `now` in epoch ms. */
export function personErrors(
  change: Replaced<RegisteredPerson>,
  register: Register,
  now: number,
): EntryError[] {
  const { before, after } = change;
  return only([
    ...idErrors(after.id, before === null, register.people),
    ...nameErrors(after.name, LENGTHS.name),
    ...emailErrors(after, register.people),
    ...postErrors(change, register, now),
    ...certificateErrors(change, register.people, now),
    ...qualificationErrors(change, register.people, now),
  ]);
}

/** The id of an entry is its sign-in name and stands in records: it is chosen once. */
export function idErrors(id: string, isNew: boolean, people: readonly { id: string }[]): Found {
  return [
    isNew &&
      !PERSON_ID.test(id) &&
      wrong('/id', '编号须为 1 至 64 位小写字母、数字或者连字符，以字母或者数字开头'),
    isNew && RESERVED.includes(id) && wrong('/id', '该编号由系统保留'),
    isNew && people.some((one) => one.id === id) && wrong('/id', '该编号已登记'),
  ];
}

/** The name of an entry: a text that people read on one line. */
export const nameErrors = (name: string, limit: number): Found => [
  name.trim() === '' && wrong('/name', '请填写名称'),
  name !== name.trim() && wrong('/name', '名称前后不得有空格'),
  Array.from(name).length > limit && wrong('/name', `不得超过 ${String(limit)} 个字`),
  /[\p{Cc}\p{Cf}]/u.test(name) && wrong('/name', '含有控制字符'),
];

/** An address is taken while somebody has it: two people who swap theirs do so in two changes. */
function emailErrors({ id, email }: RegisteredPerson, people: readonly RegisteredPerson[]): Found {
  const holder = people.find((one) => one.email === email && one.id !== id);
  return [
    (!EMAIL.test(email) || email.length > LENGTHS.email) &&
      wrong('/email', '电子邮箱格式有误，须为小写的“名称@域名”'),
    holder && wrong('/email', `该邮箱已由${holder.name}（${holder.id}）使用`),
  ];
}

type Held = RegisteredPerson['posts'][number];
type Certificate = RegisteredPerson['certificates'][number];

const samePost = (one: Held, other: Held): boolean =>
  one.post === other.post && one.unit === other.unit && one.from === other.from;
const sameCertificate = (one: Certificate, other: Certificate): boolean =>
  one.number === other.number && one.from === other.from;
const overlap = (
  one: { from: number; until: number | null },
  other: { from: number; until: number | null },
) => one.from <= (other.until ?? Infinity) && other.from <= (one.until ?? Infinity);

function postErrors({ before, after }: Replaced<RegisteredPerson>, register: Register, now: number): Found {
  const earlier = before?.posts ?? [];
  const gone = earlier.some((held) => !after.posts.some((one) => samePost(one, held)));
  return [
    gone && wrong('/posts', '已登记的职务不能删除或者改动，请填写终止日期，需要时另行登记'),
    after.posts.length > LENGTHS.posts && wrong('/posts', `职务不得超过 ${String(LENGTHS.posts)} 条`),
    ...after.posts.flatMap((held, index) => {
      const at = `/posts/${String(index)}`;
      const known = earlier.find((one) => samePost(one, held));
      return [
        ...unitErrors(held, known, register.units, at),
        ...spanErrors(held, known, now, at),
        twice(after.posts, index, (one) => one.post === held.post && one.unit === held.unit) &&
          wrong(at, '同一科室的同一职务，任职时间重叠'),
      ];
    }),
  ];
}

function unitErrors(
  held: Held,
  known: Held | undefined,
  units: readonly RegisteredUnit[],
  at: string,
): Found {
  const unit = units.find((one) => one.id === held.unit);
  return [
    !Object.hasOwn(postTable, held.post) && wrong(`${at}/post`, '没有这个职务'),
    !unit && wrong(`${at}/unit`, '没有这个科室'),
    unit && !unit.active && !known && wrong(`${at}/unit`, `${unit.name}已撤销，不能再任职`),
  ];
}

/**
 * When an entry begins and ends. An end that has come is history; a new one takes effect today at the
 * earliest, because acts done since then were judged by what stood here.
 */
function spanErrors(
  entry: { from: number; until: number | null },
  known: { until: number | null } | undefined,
  now: number,
  at: string,
): Found {
  const { from, until } = entry;
  const moved = known !== undefined && known.until !== until;
  const over = moved && known.until !== null && known.until < now;
  return [
    until !== null && until <= from && wrong(`${at}/until`, '终止日期不得早于起始日期'),
    over && wrong(`${at}/until`, '已经终止的不能改动，请另行登记'),
    moved &&
      !over &&
      until !== null &&
      until < startOfDayOf(now) &&
      wrong(`${at}/until`, `终止日期不得早于今天（${shanghaiDay(now)}）：此前的办理以当时的登记为准`),
  ];
}

/** Does the entry at `index` meet another of its kind at the same time? */
const twice = <T extends { from: number; until: number | null }>(
  entries: readonly T[],
  index: number,
  alike: (other: T) => boolean,
): boolean =>
  entries.some((other, place) => place < index && alike(other) && overlap(other, entries[index] as T));

function certificateErrors(
  { before, after }: Replaced<RegisteredPerson>,
  people: readonly RegisteredPerson[],
  now: number,
): Found {
  const earlier = before?.certificates ?? [];
  const gone = earlier.some((held) => !after.certificates.some((one) => sameCertificate(one, held)));
  return [
    gone && wrong('/certificates', '已登记的证件不能删除或者改动，请填写终止日期，需要时另行登记'),
    after.certificates.length > LENGTHS.certificates &&
      wrong('/certificates', `证件不得超过 ${String(LENGTHS.certificates)} 件`),
    ...after.certificates.flatMap((held, index) => {
      const at = `/certificates/${String(index)}`;
      const known = earlier.find((one) => sameCertificate(one, held));
      const holder = people.find(
        (one) => one.id !== after.id && one.certificates.some(({ number }) => number === held.number),
      );
      return [
        !CERTIFICATE.test(held.number) &&
          !known &&
          wrong(`${at}/number`, '证件号码须为 3 至 40 个字，由文字、数字和连字符组成'),
        holder && wrong(`${at}/number`, `该证件号码已登记在${holder.name}（${holder.id}）名下`),
        ...spanErrors(held, known, now, at),
        twice(after.certificates, index, ({ number }) => number === held.number) &&
          wrong(at, '同一证件的有效期重叠'),
      ];
    }),
  ];
}

/** Gained, or begun, on a day that has come; one certificate is one person's. */
function qualificationErrors(
  { before, after }: Replaced<RegisteredPerson>,
  people: readonly RegisteredPerson[],
  now: number,
): Found {
  const { legalQualification: held, id } = after;
  if (!held) return [];
  const { number, from } = held;
  const holder =
    number === null
      ? undefined
      : people.find((one) => one.id !== id && one.legalQualification?.number === number);
  const known = before?.legalQualification?.number === number;
  return [
    number !== null &&
      !known &&
      !CERTIFICATE.test(number) &&
      wrong('/legalQualification/number', '证书编号须为 3 至 40 个字，由文字、数字和连字符组成'),
    holder && wrong('/legalQualification/number', `该证书编号已登记在${holder.name}（${holder.id}）名下`),
    from > now && wrong('/legalQualification/from', '日期不得晚于今天'),
  ];
}

/** Everything wrong with one unit's entry. Pure; `now` in epoch ms. */
export function unitErrorsOf(
  { before, after }: Replaced<RegisteredUnit>,
  register: Register,
  now: number,
): EntryError[] {
  const namesake = register.units.find((one) => one.name === after.name && one.id !== after.id);
  const staff = after.active ? [] : holding(register.people, after.id, now);
  return only([
    ...idErrors(after.id, before === null, register.units),
    ...nameErrors(after.name, LENGTHS.unitName),
    namesake && wrong('/name', `与“${namesake.name}”（${namesake.id}）重名`),
    before?.active === true &&
      staff.length > 0 &&
      wrong('/active', `仍有 ${String(staff.length)} 人在该机构任职，请先终止其职务`),
  ]);
}

const holding = (people: readonly RegisteredPerson[], unit: string, now: number): RegisteredPerson[] =>
  people.filter((person) => postsAt(person, now).some((held) => held.unit === unit));

/** What whoever asks should know although it is allowed. Pure; `now` in epoch ms. */
export function personWarnings({ after }: Replaced<RegisteredPerson>, now: number): EntryError[] {
  const certified = postsAt(after, now).find(({ post }) => postTable[post].certified);
  const reviews = postsAt(after, now).some(({ post }) => post === 'legalOfficer');
  const held = after.legalQualification ?? null;
  return only([
    after.active && postsAt(after, now).length === 0 && wrong('/posts', '没有在任职务，登录后不能办理事项'),
    certified &&
      certificateAt(after, now) === undefined &&
      wrong('/certificates', '没有在有效期内的执法证件，不能以执法人员身份办理（第十一条）'),
    reviews &&
      held === null &&
      wrong(
        '/legalQualification',
        '没有登记法律职业资格，也没有登记此前已从事法制审核，不能担任法制审核人员（第十七条；行政处罚法第五十八条）',
      ),
    held?.number === null &&
      held.from >= FIRST_REVIEWERS_QUALIFIED &&
      wrong(
        '/legalQualification/from',
        '自 2018 年 1 月 1 日（行政处罚法 2017 年修正的施行日，未核对原文）起初次从事法制审核的，应当取得法律职业资格，请核实',
      ),
  ]);
}

/** The register as a change leaves it. Pure. */
export function changed(register: Register, change: RegisterChange): Register {
  const into = <T extends { id: string }>(entries: readonly T[], replaced: readonly Replaced<T>[]): T[] => [
    ...new Map([...entries, ...replaced.map(({ after }) => after)].map((one) => [one.id, one])).values(),
  ];
  return { people: into(register.people, change.people), units: into(register.units, change.units) };
}

/**
 * The bureau is never left without a 系统管理人员: nobody could give anybody a post again. Pure. `canSignIn`:
 * ids of those who have a password.
 */
export function refuseWithoutAdministrator(
  register: Register,
  change: RegisterChange,
  canSignIn: ReadonlySet<string>,
  now: number,
): Refusal | undefined {
  const administrators = (one: Register) =>
    one.people.filter(
      (person) =>
        canSignIn.has(person.id) && postsAt(person, now).some(({ post }) => post === 'administrator'),
    );
  const before = administrators(register);
  if (before.length === 0 || administrators(changed(register, change)).length > 0) return undefined;
  return refusal('lastAdministrator', { name: before.map(({ name }) => name).join('、') });
}
