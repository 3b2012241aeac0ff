import type { RegisterPerson } from '../../register-schemas.js';
import type { posts } from '../../../workflows/law/posts.js';
import { fromField, toField } from '../format.js';
import { asked, type FieldError } from './checks.js';

/**
 * What is typed of one post: days as the date fields have them. `was`: the entry on file, whose start stays.
 */
export type PostDraft = {
  post: string;
  unit: string;
  from: string;
  until: string;
  was: { from: number; until: number | null } | null;
};
export type CertificateDraft = {
  number: string;
  from: string;
  until: string;
  was: { from: number; until: number } | null;
};
/** Everything that is typed of a person. */
export type PersonDraft = {
  id: string;
  name: string;
  email: string;
  active: boolean;
  clearance: string;
  posts: PostDraft[];
  certificates: CertificateDraft[];
  qualification: QualificationDraft;
};
/** 法律职业资格 as typed; `was`: the moment on file. */
export type QualificationDraft = {
  kind: '' | 'certificate' | 'before';
  number: string;
  from: string;
  was: number | null;
};

const DAY_MS = 86_400_000;
const dayOf = (at: number): string => toField(at).slice(0, 10);
const startOf = (day: string): number | undefined => fromField(`${day}T00:00`);
const endOf = (day: string): number | undefined => {
  const start = startOf(day);
  return start === undefined ? undefined : start + DAY_MS - 1;
};

export const blankPost: PostDraft = { post: '', unit: '', from: '', until: '', was: null };
export const blankCertificate: CertificateDraft = { number: '', from: '', until: '', was: null };
const blankQualification: QualificationDraft = { kind: '', number: '', from: '', was: null };
export const blankPerson: PersonDraft = {
  id: '',
  name: '',
  email: '',
  active: true,
  clearance: '',
  posts: [blankPost],
  certificates: [],
  qualification: blankQualification,
};

/** A person on file, as the form begins. */
export const draftOf = (person: RegisterPerson): PersonDraft => ({
  id: person.id,
  name: person.name,
  email: person.email,
  active: person.active,
  clearance: person.secrecyClearance === null ? '' : String(person.secrecyClearance),
  posts: person.posts.map(({ post, unit, from, until }) => ({
    post,
    unit,
    from: dayOf(from),
    until: until === null ? '' : dayOf(until),
    was: { from, until },
  })),
  certificates: person.certificates.map(({ number, from, until }) => ({
    number,
    from: dayOf(from),
    until: dayOf(until),
    was: { from, until },
  })),
  qualification: qualificationOf(person.legalQualification),
});

function qualificationOf(held: RegisterPerson['legalQualification']): QualificationDraft {
  if (!held) return blankQualification;
  const { number, from } = held;
  return {
    kind: number === null ? 'before' : 'certificate',
    number: number ?? '',
    from: dayOf(from),
    was: from,
  };
}

/** Does an entry of the form say anything yet? One that was added and left empty is not sent. */
const postBegun = ({ post, unit, from, until }: PostDraft): boolean => `${post}${unit}${from}${until}` !== '';
const certificateBegun = ({ number, from, until }: CertificateDraft): boolean =>
  `${number}${from}${until}` !== '';

/** An end that is still the day it was keeps its hour. */
const untilOf = (day: string, was: { until: number | null } | null): number | null => {
  if (was && was.until !== null && dayOf(was.until) === day) return was.until;
  return day === '' ? null : (endOf(day) ?? null);
};

/** The entry as it is sent; only for a form without faults. */
export function entryOf(draft: PersonDraft) {
  return {
    name: draft.name.trim(),
    email: draft.email.trim().toLowerCase(),
    active: draft.active,
    secrecyClearance: draft.clearance === '' ? null : (Number(draft.clearance) as 0 | 1 | 2 | 3),
    posts: draft.posts.filter(postBegun).map(({ post, unit, from, until, was }) => ({
      post: post as keyof typeof posts,
      unit,
      from: was?.from ?? startOf(from) ?? 0,
      until: untilOf(until, was),
    })),
    certificates: draft.certificates.filter(certificateBegun).map(({ number, from, until, was }) => ({
      number: number.trim(),
      from: was?.from ?? startOf(from) ?? 0,
      until: untilOf(until, was) ?? 0,
    })),
    legalQualification: qualificationAsSent(draft.qualification),
  };
}

/** A day that is still the day it was keeps its hour. */
function qualificationAsSent({ kind, number, from, was }: QualificationDraft) {
  if (kind === '') return null;
  const begun = was !== null && dayOf(was) === from ? was : (startOf(from) ?? 0);
  return { number: kind === 'before' ? null : number.trim(), from: begun };
}

const given = (pointer: string, label: string, value: string): FieldError[] =>
  value === '' ? [{ pointer, detail: `请填写${label}。` }] : [];

/** Everything amiss that can be seen without asking the server. */
export function draftFaults(draft: PersonDraft, isNew: boolean): FieldError[] {
  const id = /^[a-z0-9][a-z0-9-]{0,63}$/.test(draft.id)
    ? []
    : [{ pointer: '/id', detail: '请填写 1 至 64 位小写字母、数字或者连字符。' }];
  const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(draft.email.trim())
    ? []
    : [{ pointer: '/email', detail: '请填写电子邮箱，如 name@example.gov.cn。' }];
  return [
    ...(isNew ? id : []),
    ...asked('/name', '姓名', draft.name, 60),
    ...email,
    ...draft.posts
      .filter(postBegun)
      .flatMap((held, index) => [
        ...given(`/posts/${String(index)}/post`, '职务', held.post),
        ...given(`/posts/${String(index)}/unit`, '科室', held.unit),
        ...given(`/posts/${String(index)}/from`, '任职日期', held.from),
      ]),
    ...draft.certificates
      .filter(certificateBegun)
      .flatMap((held, index) => [
        ...given(`/certificates/${String(index)}/number`, '证件号码', held.number),
        ...given(`/certificates/${String(index)}/from`, '有效期自', held.from),
        ...given(`/certificates/${String(index)}/until`, '有效期至', held.until),
      ]),
    ...qualificationFaults(draft.qualification),
  ];
}

const qualificationFaults = ({ kind, number, from }: QualificationDraft): FieldError[] => [
  ...(kind === 'certificate' ? given('/legalQualification/number', '证书编号', number.trim()) : []),
  ...(kind === '' ? [] : given('/legalQualification/from', '起始日期', from)),
];

/** The list with one entry changed. */
export const replaced = <T>(list: readonly T[], index: number, changes: Partial<T>): T[] =>
  list.map((one, place) => (place === index ? { ...one, ...changes } : one));
