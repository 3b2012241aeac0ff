import { createHash } from 'node:crypto';
import type { Post } from '../workflows/law/posts.js';
import type { SecrecyLevel } from '../workflows/law/record/kinds.js';
import type { Scope } from '../workflows/law/record/substitution.js';

/**
 * Who may do what, on one screen: post × relation to the matter × level of secrecy. What no sentence allows
 * is refused.
 * Turns, certificates and 承办/审核/批准 as three different people are the procedure's to check, and `append`'s
 * (posts of that very moment); here is only what a person may know of and ask for.
 * 0 公开 · 1 内部 · 2 个人信息 · 3 商业秘密; above `upTo` a record is shown without its contents.
 */
export const rules = [
  // Reading
  { may: 'seeCase', posts: 'any', of: 'involved', upTo: 3, zh: '参与办理的人员可以查看所参与的案件。' },
  {
    may: 'seeCase',
    posts: ['unitHead', 'clerk'],
    of: 'ownUnit',
    upTo: 3,
    zh: '科室负责人和内勤可以查看本科室的案件。',
  },
  {
    may: 'seeCase',
    posts: ['agencyHead', 'principal', 'legalOfficer'],
    of: 'all',
    upTo: 3,
    zh: '行政机关负责人、正职负责人、法制机构人员可以查看各科室的案件。',
  },
  {
    may: 'seeCase',
    posts: ['archivist'],
    of: 'all',
    upTo: 1,
    zh: '档案人员可以查看各案件的目录，不含个人信息和商业秘密。',
  },
  // Acting on a matter
  {
    may: 'startCase',
    posts: ['officer', 'unitHead', 'clerk'],
    of: 'ownUnit',
    upTo: 3,
    zh: '执法人员、科室负责人和内勤可以为本科室提起程序启动。',
  },
  {
    may: 'openProcedure',
    posts: 'any',
    of: 'involved',
    upTo: 3,
    zh: '参与办理的人员可以在案件中启动程序、填报文书。',
  },
  {
    may: 'openProcedure',
    posts: ['unitHead', 'clerk'],
    of: 'ownUnit',
    upTo: 3,
    zh: '科室负责人和内勤可以在本科室案件中启动程序、填报文书。',
  },
  {
    may: 'openProcedure',
    posts: ['legalOfficer'],
    of: 'all',
    upTo: 3,
    zh: '法制机构人员可以在各案件中填报监督意见（第七条）。',
  },
  {
    may: 'seeRestricted',
    posts: ['officer', 'unitHead'],
    of: 'involved',
    upTo: 3,
    zh: '承办投诉举报的人员和科室负责人可以查看投诉人、举报人的身份，查看留痕。',
  },
  {
    may: 'seeRestricted',
    posts: ['agencyHead'],
    of: 'involved',
    upTo: 3,
    zh: '批准处理意见的行政机关负责人可以查看投诉人、举报人的身份，查看留痕。',
  },
  { may: 'reassign', posts: 'any', of: 'holder', upTo: 3, zh: '办理人可以将自己的任务转办。' },
  {
    may: 'reassign',
    posts: ['unitHead', 'clerk'],
    of: 'ownUnit',
    upTo: 3,
    zh: '科室负责人和内勤可以转办本科室案件的任务。',
  },
  { may: 'reassign', posts: ['agencyHead'], of: 'all', upTo: 3, zh: '行政机关负责人可以转办任务。' },
  { may: 'urge', posts: 'any', of: 'involved', upTo: 3, zh: '参与办理的人员可以催办。' },
  {
    may: 'urge',
    posts: ['unitHead', 'clerk'],
    of: 'ownUnit',
    upTo: 3,
    zh: '科室负责人和内勤可以催办本科室的案件。',
  },
  {
    may: 'urge',
    posts: ['agencyHead', 'principal', 'legalOfficer'],
    of: 'all',
    upTo: 3,
    zh: '行政机关负责人、正职负责人、法制机构人员可以催办。',
  },
  { may: 'remark', posts: 'any', of: 'involved', upTo: 3, zh: '参与办理的人员可以备注。' },
  {
    may: 'remark',
    posts: ['unitHead', 'clerk'],
    of: 'ownUnit',
    upTo: 3,
    zh: '科室负责人和内勤可以对本科室的案件备注。',
  },
  {
    may: 'remark',
    posts: ['agencyHead', 'principal', 'legalOfficer'],
    of: 'all',
    upTo: 3,
    zh: '行政机关负责人、正职负责人、法制机构人员可以备注。',
  },
  { may: 'correct', posts: 'any', of: 'author', upTo: 3, zh: '本人可以更正自己作出的记录；原记录保留。' },
  {
    may: 'correct',
    posts: ['unitHead'],
    of: 'openingOfOwnUnit',
    upTo: 3,
    zh: '科室负责人可以更正本科室案件的启动记录；原记录保留。',
  },
  // 代理 and 离职转办
  {
    may: 'grantSubstitution',
    posts: 'any',
    of: 'principal',
    upTo: 3,
    zh: '本人可以委托他人代理自己的职责。',
  },
  {
    may: 'grantSubstitution',
    posts: ['unitHead', 'clerk'],
    of: 'ownUnit',
    upTo: 3,
    zh: '科室负责人和内勤可以为本科室人员办理代理。',
  },
  {
    may: 'grantSubstitution',
    posts: ['agencyHead'],
    of: 'all',
    upTo: 3,
    zh: '行政机关负责人可以为任何人员办理代理。',
  },
  { may: 'revokeSubstitution', posts: 'any', of: 'principal', upTo: 3, zh: '被代理人可以撤销代理。' },
  { may: 'revokeSubstitution', posts: 'any', of: 'author', upTo: 3, zh: '办理代理的人可以撤销代理。' },
  {
    may: 'revokeSubstitution',
    posts: ['agencyHead'],
    of: 'all',
    upTo: 3,
    zh: '行政机关负责人可以撤销任何代理。',
  },
  { may: 'seeSubstitution', posts: 'any', of: 'principal', upTo: 3, zh: '被代理人可以查看其代理。' },
  { may: 'seeSubstitution', posts: 'any', of: 'substitute', upTo: 3, zh: '代理人可以查看其代理。' },
  { may: 'seeSubstitution', posts: 'any', of: 'author', upTo: 3, zh: '办理代理的人可以查看该代理。' },
  {
    may: 'seeSubstitution',
    posts: ['unitHead', 'clerk'],
    of: 'ownUnit',
    upTo: 3,
    zh: '科室负责人和内勤可以查看本科室人员的代理。',
  },
  {
    may: 'seeSubstitution',
    posts: ['agencyHead', 'legalOfficer', 'administrator'],
    of: 'all',
    upTo: 3,
    zh: '行政机关负责人、法制机构人员和系统管理人员可以查看各科室的代理。',
  },
  // 委托书
  {
    may: 'seeEntrustments',
    posts: 'any',
    of: 'all',
    upTo: 3,
    zh: '在任人员可以查看委托书；委托书依法向社会公布。',
  },
  {
    may: 'maintainEntrustments',
    posts: ['administrator', 'legalOfficer', 'agencyHead'],
    of: 'all',
    upTo: 3,
    zh: '系统管理人员、法制机构人员和行政机关负责人可以登记、公布和撤销委托书（第二条）。',
  },
  {
    may: 'orderHandover',
    posts: ['unitHead', 'clerk'],
    of: 'ownUnit',
    upTo: 3,
    zh: '科室负责人和内勤可以为本科室离职人员办理离职转办，并查看结果。',
  },
  {
    may: 'orderHandover',
    posts: ['agencyHead'],
    of: 'all',
    upTo: 3,
    zh: '行政机关负责人可以办理离职转办，并查看结果。',
  },
  // Not about a matter
  {
    may: 'seeEmail',
    posts: ['clerk', 'administrator'],
    of: 'all',
    upTo: 3,
    zh: '内勤和系统管理人员可以查看人员的电子邮箱。',
  },
  {
    may: 'seeRegister',
    posts: ['administrator', 'clerk'],
    of: 'all',
    upTo: 3,
    zh: '系统管理人员和内勤可以查看人员、机构登记和提醒设置。',
  },
  {
    may: 'maintainRegister',
    posts: ['administrator'],
    of: 'all',
    upTo: 3,
    zh: '系统管理人员可以变更人员、机构登记和提醒设置；本人的职务、证件由另一名系统管理人员变更。',
  },
  { may: 'seeDevices', posts: 'any', of: 'all', upTo: 3, zh: '在任人员可以查看音像记录设备和专用存储设备。' },
  {
    may: 'maintainDevices',
    posts: ['administrator', 'clerk'],
    of: 'all',
    upTo: 3,
    zh: '系统管理人员和内勤可以登记、变更音像记录设备和专用存储设备（第四条）；本局未设设备管理员职务。',
  },
  {
    may: 'seeMediaMatrix',
    posts: 'any',
    of: 'all',
    upTo: 3,
    zh: '在任人员可以查看行为种类与阶段对应的记录方式表（第五条）。',
  },
  {
    may: 'maintainMediaMatrix',
    posts: ['legalOfficer'],
    of: 'all',
    upTo: 3,
    zh: '法制机构人员可以设置各种行为的记录方式；强制要求的不得放宽（第五条）。',
  },
  {
    may: 'supervise',
    posts: ['unitHead'],
    of: 'ownUnit',
    upTo: 3,
    zh: '科室负责人可以查看本科室全过程记录的逾期、补录和缺录情况（第七条）。',
  },
  {
    may: 'supervise',
    posts: ['legalOfficer', 'agencyHead', 'principal'],
    of: 'all',
    upTo: 3,
    zh: '法制机构人员、行政机关负责人、正职负责人可以查看各科室全过程记录的逾期、补录和缺录情况（第七条）。',
  },
  { may: 'seeCalendar', posts: 'any', of: 'all', upTo: 3, zh: '在任人员可以查看节假日日历及其导入情况。' },
  {
    may: 'importCalendar',
    posts: ['legalOfficer', 'administrator'],
    of: 'all',
    upTo: 3,
    zh: '法制机构人员和系统管理人员可以导入年度放假通知，并预览期限变动。',
  },
  {
    may: 'readPayloads',
    posts: ['operator', 'administrator'],
    of: 'all',
    upTo: 3,
    zh: '运维人员、系统管理人员可以在 Temporal 界面解读载荷。',
  },
  {
    may: 'holdToken',
    posts: ['officer', 'unitHead', 'clerk', 'agencyHead', 'legalOfficer', 'archivist'],
    of: 'all',
    upTo: 3,
    zh: '办理和管理人员可以为其程序申请访问令牌。',
  },
] as const satisfies readonly Rule[];

type Rule = { may: string; posts: 'any' | readonly Post[]; of: Relation; upTo: SecrecyLevel; zh: string };
/**
 * `holder`: the task is his or in his pool. `author`: the record is his. `openingOfOwnUnit`: the record opens
 * a procedure of a matter of his unit.
 */
type Relation =
  'principal' | 'substitute' | 'involved' | 'ownUnit' | 'holder' | 'author' | 'openingOfOwnUnit' | 'all';
export type Action = (typeof rules)[number]['may'];

/** Which edition of the rules allowed an act; goes into every record. */
export const policy = {
  id: 'api-policies',
  version: createHash('sha256').update(JSON.stringify(rules)).digest('hex').slice(0, 16),
} as const;

/** The person as the rules see him: his posts of this moment. */
export type Subject = {
  id: string;
  posts: readonly { post: Post; unit: string }[];
  /** For whom he acts at this moment; looked up only where his own right does not suffice. */
  principals?: readonly Principal[];
};
/** One for whom somebody acts (代理), in which roles and in matters of which units. */
export type Principal = { id: string; substitution: string } & Scope;
/** What the rules ask about the matter, task or record. */
export type Matter = {
  unit?: string;
  involved?: readonly string[];
  holders?: readonly string[];
  author?: string;
  /** The record opens a procedure of the matter. */
  opening?: boolean;
  /** The two of a substitution. */
  principal?: string;
  substitute?: string;
};

/** He himself, and those for whom he acts in a matter of this unit. */
const selves = ({ id, principals = [] }: Subject, { unit }: Matter): string[] => [
  id,
  ...principals
    .filter(({ units }) => units === 'all' || (unit !== undefined && units.includes(unit)))
    .map((one) => one.id),
];
const isAmong = (subject: Subject, matter: Matter, people: readonly string[] = []): boolean =>
  selves(subject, matter).some((id) => people.includes(id));

const relates: Record<Relation, (subject: Subject, matter: Matter, unit: string) => boolean> = {
  principal: (subject, matter) => matter.principal === subject.id,
  substitute: (subject, matter) => matter.substitute === subject.id,
  involved: (subject, matter) => isAmong(subject, matter, matter.involved),
  ownUnit: (_, matter, unit) => matter.unit === unit,
  holder: (subject, matter) => isAmong(subject, matter, matter.holders),
  author: (subject, matter) => matter.author === subject.id,
  openingOfOwnUnit: (_, matter, unit) => matter.opening === true && matter.unit === unit,
  all: () => true,
};

const applies = (rule: Rule, subject: Subject, matter: Matter): boolean =>
  subject.posts.some(
    ({ post, unit }) =>
      (rule.posts === 'any' || rule.posts.includes(post)) && relates[rule.of](subject, matter, unit),
  );

/** The highest level of secrecy up to which he may; undefined for not at all. */
export function allowedUpTo(subject: Subject, action: Action, matter: Matter = {}): SecrecyLevel | undefined {
  const levels = rules
    .filter((rule) => rule.may === action && applies(rule, subject, matter))
    .map((rule) => rule.upTo);
  return levels.length === 0 ? undefined : (Math.max(...levels) as SecrecyLevel);
}

/** May he? */
export const allowed = (subject: Subject, action: Action, matter: Matter = {}): boolean =>
  allowedUpTo(subject, action, matter) !== undefined;

/** `principals`: those for whom he acts show him what they are involved in, within their scope. */
export type Visible =
  { all: true } | { all: false; units: string[]; person: string; principals: readonly Principal[] };

/** Whose cases lists may show him: all, or those of these units and those he is involved in. */
export function visibleTo(subject: Subject): Visible {
  const own = rules.filter((rule) => rule.may === 'seeCase');
  const held = (of: Relation) => (post: { post: Post; unit: string }) =>
    own.some((rule: Rule) => rule.of === of && rule.posts !== 'any' && rule.posts.includes(post.post));
  if (subject.posts.some(held('all'))) return { all: true };
  return {
    all: false,
    units: subject.posts.filter(held('ownUnit')).map((post) => post.unit),
    person: subject.id,
    principals: subject.principals ?? [],
  };
}
