import type { ArticleNumber } from './articles.js';
import { decidesCase } from './case-decided.js';
import { documents, type DocumentKey } from './documents.js';
import type { Field } from './documents/document.js';
import { limits } from './limits.js';
import { formatMoment } from './moments.js';
import type { RecordRow } from './procedures.js';
import { readStep } from './record/approval-tasks.js';
import { recordedOn, type State } from './record/fold.js';
import { textsOf, type Act, type RecordHeader } from './record/kinds.js';
import { instancesOf, onFile, outcomeOn, type Requirement, type WholeMatter } from './record/requirements.js';
import { OFFICERS } from './record-roles.js';
import { refusal, type Refusal } from '../refusals.js';

/**
 * Is the evidence set frozen? While the final approval of the decision waits for the 批准人, and once he has
 * agreed: what is collected afterwards cannot support the decision. A decision sent back opens it again.
 */
export function isFrozen(matter: WholeMatter): boolean {
  return ['decision', 'summary-penalty'].flatMap((key) => instancesOf(matter, key)).some(isDeciding);
}

const isDeciding = (state: State): boolean =>
  decidesCase({ procedure: state.opening?.procedure ?? '', outcome: outcomeOn(state) ?? '' }) ||
  recordedOn(state, 'spotPenaltyDecision').length > 0 ||
  Object.keys(state.tasks).some(isFinal) ||
  Object.values(state.steps).some((record) => isFinal(record.step) && isAgreed(record, state));

const isFinal = (step: string): boolean => readStep(step).part === 'approve';

/** Agreed to, and not come back to its drafter since: a transfer that was refused, or a case given back. */
const isAgreed = ({ step, decision }: RecordHeader, { tasks, steps }: State): boolean => {
  const { subject, round } = readStep(step);
  const drafts = [...Object.keys(tasks), ...Object.keys(steps)].map(readStep);
  const again = drafts.some((one) => one.subject === subject && one.part === 'submit' && one.round > round);
  return decision === 'agree' && !again;
};

/** 行政机关不得在作出决定后收集证据: C10. */
export const evidenceOpen: Requirement = {
  missing: '决定尚未报批（决定报批后，证据不再增补）',
  article: 16,
  statute: '行政诉讼证据规定第六十条、行政诉讼法第三十五条',
  met: (matter) => !isFrozen(matter),
};

/** Evidence is put on file in the investigation while that is open; after it, 补充调查, in the case itself. */
export const investigationConcluded: Requirement = {
  missing: '调查已经终结（调查期间的证据记入“调查取证”）',
  article: 13,
  met: (matter) => outcomeOn(matter['investigation']) !== undefined,
};

/** A moment a document tells of has not come yet, or it ends before it begins. */
function timesWrong(document: DocumentKey, { facts, occurredAt, receivedAt }: Act): Refusal | undefined {
  const wrong = (why: string) => refusal('documentTimeWrong', { document: documents[document].title, why });
  const fields: readonly Field[] = documents[document].contents;
  const ahead = fields.find(({ key, kind }) => kind === 'instant' && Number(facts[key] ?? 0) > receivedAt);
  if (ahead) return wrong(`${ahead.label}晚于填报时间`);
  if (occurredAt > receivedAt) return wrong('发生时间晚于填报时间');
  const [startedAt, endedAt] = [facts['startedAt'], facts['endedAt']];
  const turned = typeof startedAt === 'number' && typeof endedAt === 'number' && endedAt < startedAt;
  return turned ? wrong(`结束时间早于开始时间（${formatMoment(startedAt)}）`) : undefined;
}

/** One kind of evidence document: by two officers with certificates valid when it was made (第十一条). */
const evidence =
  (document: DocumentKey, article: ArticleNumber, requires: readonly Requirement[]) => (): RecordRow => ({
    article,
    by: OFFICERS,
    officers: limits.officers.value,
    requires: [evidenceOpen, ...requires],
    refuse: (_, act) => timesWrong(document, act),
  });

/**
 * The documents of 第十三条 and what belongs to them: each is put on file when it is made, with both its times.
 * `more`: what else must be on file before. （六）听证 and （七）鉴定 have procedures of their own.
 */
export function evidenceRecords(more: readonly Requirement[] = []) {
  const of = (document: DocumentKey, article: ArticleNumber) => evidence(document, article, more)();
  return {
    questioningRecord: { ...of('questioningRecord', 13), media: 'questioning' },
    evidenceCollectionNotice: of('evidenceCollectionNotice', 13),
    evidenceList: { ...of('evidenceList', 13), media: 'collection' },
    originalToCopyRecord: of('originalToCopyRecord', 13),
    inspectionRecord: { ...of('inspectionRecord', 13), media: 'inspection' },
    samplingNotice: { ...of('samplingNotice', 13), media: 'sampling' },
    samplingList: {
      ...of('samplingList', 13),
      requires: [...more, evidenceOpen, noticeBeforeList],
    },
    rightsNotice: of('rightsNotice', 13),
    rightsToldRecord: of('rightsToldRecord', 12),
    otherEvidenceRecord: of('otherEvidenceRecord', 13),
    refusalToCooperate: of('refusalToCooperate', 13),
    evidenceSecuredRecord: of('evidenceSecuredRecord', 15),
    evidenceExclusion: of('evidenceExclusion', 16),
  } as const;
}

/** 抽查取样通知书及物品清单 — 第十三条（四）: the list belongs to a notice. */
const noticeBeforeList: Requirement = {
  missing: '《抽查取样通知书》',
  article: 13,
  met: (matter, { procedure }) => {
    const state = matter[procedure];
    if (!state) return false;
    return recordedOn(state, 'samplingNotice').length > recordedOn(state, 'samplingList').length;
  },
};

/** Documents that prove something, as distinct from those that tell of rights, refusals and exclusions. */
const PROVING = [
  'questioningRecord',
  'evidenceList',
  'inspectionRecord',
  'samplingList',
  'otherEvidenceRecord',
  'evidenceSecuredRecord',
  'originalToCopyRecord',
] as const satisfies readonly DocumentKey[];

/**
 * The evidence set of a case, in order: what the investigation and the supplementary one put on file, and the
 * opinions of appraisers; without what was excluded. Pure.
 */
export function evidenceOf(matter: WholeMatter): RecordHeader[] {
  const places = ['investigation', 'enforcement-case'] as const;
  const found = [
    ...places.flatMap((key) => PROVING.flatMap((document) => onFile(matter, key, document))),
    ...onFile(matter, 'appraisal', 'appraisalOpinion'),
  ];
  const excluded = new Set(
    places
      .flatMap((key) => onFile(matter, key, 'evidenceExclusion'))
      .flatMap(({ facts }) => textsOf(facts, 'evidenceRecords'))
      .map(Number),
  );
  return found.filter(({ seq }) => !excluded.has(seq)).sort((one, other) => one.seq - other.seq);
}
