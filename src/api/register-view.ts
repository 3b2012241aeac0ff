import { formatDay, shanghaiDay } from '../workflows/law/moments.js';
import { posts, type Post } from '../workflows/law/posts.js';
import type { RegisteredPerson, RegisteredUnit, Replaced } from '../workflows/law/register/entries.js';
import { UNIT_KINDS } from '../workflows/law/units.js';
import type { PersonOnRegister } from '../models/register.js';
import { versionOf } from './register-change.js';
import type { RegisterPerson } from './register-schemas.js';

/** So long before its end a certificate is shown as ending, in ms: renewing one takes weeks. */
export const EXPIRING_MS = 60 * 86_400_000;

type Span = { from: number; until: number | null };

/** Where a span stands at a moment (epoch ms). Posts end without notice; certificates are renewed. */
export function spanState(
  { from, until }: Span,
  now: number,
  notice = 0,
): RegisterPerson['posts'][0]['state'] {
  if (now < from) return 'future';
  if (until === null) return 'current';
  if (now > until) return 'ended';
  return until - now <= notice ? 'expiring' : 'current';
}

const postLabel = (post: string): string => (post in posts ? posts[post as Post].label : post);

/** A unit's name by its id. */
export const unitNames = (units: readonly Pick<RegisteredUnit, 'id' | 'name'>[]) => {
  const names = new Map(units.map(({ id, name }) => [id, name]));
  return (id: string): string => names.get(id) ?? id;
};

/** A person as the register's pages show him; what holds now first, then the newest. */
export function personView(
  person: PersonOnRegister,
  unitName: (id: string) => string,
  now: number,
): RegisterPerson {
  const newest = (one: Span, other: Span) => other.from - one.from;
  return {
    id: person.id,
    name: person.name,
    email: person.email,
    active: person.active,
    posts: person.posts.toSorted(newest).map((held) => ({
      ...held,
      label: postLabel(held.post),
      unitName: unitName(held.unit),
      state: spanState(held, now),
    })),
    certificates: person.certificates
      .toSorted(newest)
      .map((held) => ({ ...held, state: spanState(held, now, EXPIRING_MS) })),
    legalQualification: person.legalQualification ?? null,
    secrecyClearance: person.secrecyClearance,
    hasPassword: person.hasPassword,
    version: versionOf(person.change),
  };
}

/** Does a person's latest certificate end soon, or has it ended while he holds a post that needs one? */
export function isExpiring(person: RegisteredPerson, now: number): boolean {
  const certified = person.posts.some(
    (held) => posts[held.post].certified && spanState(held, now) === 'current',
  );
  const until = Math.max(0, ...person.certificates.map((held) => held.until));
  return person.active && certified && until - now <= EXPIRING_MS;
}

const day = (moment: number): string => formatDay(shanghaiDay(moment));
const span = ({ from, until }: Span): string => `${day(from)}起${until === null ? '' : `，至${day(until)}`}`;

type Unlabelled = (id: string) => string;

/** What a change did to a person, one sentence each. Pure. */
export function personChanges({ before, after }: Replaced<RegisteredPerson>, unitName: Unlabelled): string[] {
  if (before === null)
    return [
      '登记',
      ...addedTo([], after.posts, unitName),
      ...certificates([], after),
      ...(after.legalQualification ? [`法律职业资格：${qualification(after)}`] : []),
    ];
  const said = (label: string, was: string, is: string) => (was === is ? [] : [`${label}：${was} → ${is}`]);
  const clearance = (one: RegisteredPerson) =>
    one.secrecyClearance === null ? '不限' : String(one.secrecyClearance);
  return [
    ...said('姓名', before.name, after.name),
    ...said('电子邮箱', before.email, after.email),
    ...(before.active === after.active ? [] : [after.active ? '恢复在岗' : '停用']),
    ...addedTo(before.posts, after.posts, unitName),
    ...certificates(before.certificates, after),
    ...said('法律职业资格', qualification(before), qualification(after)),
    ...said('密级权限', clearance(before), clearance(after)),
  ];
}

/** Whether he may do legal review, in words. */
function qualification({ legalQualification: held }: RegisteredPerson): string {
  if (!held) return '未登记';
  return `${held.number ?? '此前已从事法制审核'}，${day(held.from)}起`;
}

function addedTo(
  before: RegisteredPerson['posts'],
  after: RegisteredPerson['posts'],
  unitName: Unlabelled,
): string[] {
  return after.flatMap((held) => {
    const known = before.find(
      (one) => one.post === held.post && one.unit === held.unit && one.from === held.from,
    );
    const what = `${unitName(held.unit)} ${postLabel(held.post)}`;
    if (!known) return [`任职：${what}，${span(held)}`];
    return known.until === held.until ? [] : [ending(`任职：${what}`, held.until)];
  });
}

function certificates(
  before: RegisteredPerson['certificates'],
  { certificates: after }: RegisteredPerson,
): string[] {
  return after.flatMap((held) => {
    const known = before.find((one) => one.number === held.number && one.from === held.from);
    if (!known) return [`证件：${held.number}，${span(held)}`];
    return known.until === held.until ? [] : [ending(`证件：${held.number}`, held.until)];
  });
}

const ending = (what: string, until: number | null): string =>
  `${what}，${until === null ? '不再终止' : `至${day(until)}`}`;

/** The kind of a unit in words. */
export const kindLabel = (kind: RegisteredUnit['kind']): string => UNIT_KINDS[kind];
