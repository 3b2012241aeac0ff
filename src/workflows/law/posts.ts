import type { RoleKey } from './roles.js';

/** The posts people hold, and so what they may be asked to do. Roles are what somebody is in one approval (第三十六条). */
export const posts = {
  officer: { label: '行政执法人员', certified: true },
  unitHead: { label: '执法科室负责人', certified: false },
  agencyHead: { label: '行政机关负责人', certified: false },
  principal: { label: '正职负责人（或者主持工作的负责人）', certified: false },
  legalOfficer: { label: '法制机构人员', certified: false },
  clerk: { label: '内勤', certified: false },
  archivist: { label: '档案人员', certified: false },
  operator: { label: '运维人员', certified: false },
  administrator: { label: '系统管理人员', certified: false },
} as const satisfies Record<string, { label: string; certified: boolean }>;
export type Post = keyof typeof posts;

/** Which post a person must hold, on the day, to act in a role of the procedures. */
export const postFor = {
  handler: 'officer',
  reviewer: 'unitHead',
  handlingUnit: 'unitHead',
  approver: 'agencyHead',
  agencyHead: 'agencyHead',
  legalOffice: 'legalOfficer',
  archivist: 'archivist',
  unitHead: 'unitHead',
  drafter: 'officer',
  draftReviewer: 'unitHead',
  legalReviewer: 'legalOfficer',
  principal: 'principal',
} as const satisfies Partial<Record<RoleKey, Post>>;

/**
 * In which role a post acts outside the steps of an approval. In descending precedence: whoever holds several
 * posts in a unit acts in the first.
 */
export const roleOfPost = {
  agencyHead: 'agencyHead',
  principal: 'principal',
  unitHead: 'unitHead',
  legalOfficer: 'legalOffice',
  officer: 'officer',
  clerk: 'manager',
  archivist: 'archivist',
  operator: 'operator',
  administrator: 'administrator',
} as const satisfies Record<Post, RoleKey>;

/** The post somebody acts by in a role: the one it requires, else the one it is the role of. */
export function postOfRole(role: RoleKey): Post | undefined {
  const required: Partial<Record<RoleKey, Post>> = postFor;
  const own = (Object.keys(roleOfPost) as Post[]).find((post) => roleOfPost[post] === role);
  return required[role] ?? own;
}

/** The role of these posts in a matter of this unit: by a post held there, if there is one. */
export function ownRole(
  held: readonly { post: Post; unit: string }[],
  unit: string,
): (typeof roleOfPost)[Post] | undefined {
  const first = (some: readonly { post: Post }[]) =>
    (Object.keys(roleOfPost) as Post[]).find((post) => some.some((one) => one.post === post));
  const post = first(held.filter((one) => one.unit === unit)) ?? first(held);
  return post && roleOfPost[post];
}

/**
 * 国家统一法律职业资格 and since when (行政处罚法第五十八条第二款). `number` null: has done legal review since that
 * day, so that he is none who does it for the first time.
 */
export type LegalQualification = { number: string | null; from: number };

/** A person as the gates see him. `until` null is open-ended; times in epoch ms. */
export type Person = {
  id: string;
  name: string;
  active: boolean;
  posts: { post: Post; unit: string; from: number; until: number | null }[];
  certificates: { number: string; from: number; until: number }[];
  /** Left out of entries from before it was asked. */
  legalQualification?: LegalQualification | null | undefined;
};

/** The posts held at a moment. */
export const postsAt = (person: Person, moment: number): Person['posts'] =>
  person.active
    ? person.posts.filter((held) => held.from <= moment && (held.until === null || moment <= held.until))
    : [];

/** The certificate valid at a moment, or undefined (第十一条; 行政处罚法第四十二条). */
export const certificateAt = (person: Person, moment: number): string | undefined =>
  person.certificates.find((certificate) => certificate.from <= moment && moment <= certificate.until)
    ?.number;
