import type { ArticleNumber } from './articles.js';
import { documents, type DocumentKey } from './documents.js';
import type { Field } from './documents/document.js';
import { limits } from './limits.js';
import type { MediaActKey } from './media-matrix.js';
import { formatMoment } from './moments.js';
import type { RecordRow } from './procedures.js';
import { caseGoesOn } from './case-requirements.js';
import { readStep } from './record/approval-tasks.js';
import { recordedOn, type State } from './record/fold.js';
import { textOf, textsOf, type Act, type RecordHeader } from './record/kinds.js';
import { instancesOf, onFile, outcomeOn, type Requirement, type WholeMatter } from './record/requirements.js';
import { OFFICERS } from './record-roles.js';
import { refuseUnrecorded } from './rules/media.js';
import { first, refusal, type Refusal } from '../refusals.js';

/** Subject of the approval of a reason not to record, with its number: `unsuitable-1`. */
export const UNSUITABLE_SUBJECT = 'unsuitable';
/** The step by which one of them is decided. */
export const unsuitableStep = (count: number): string => `${UNSUITABLE_SUBJECT}-${String(count)}/review/1`;

/**
 * Is the evidence set frozen? While the final approval of the decision waits for the 批准人, and once he has
 * agreed: what is collected afterwards cannot support the decision. A decision sent back opens it again.
 */
export function isFrozen(matter: WholeMatter): boolean {
  return ['decision', 'summary-penalty'].flatMap((key) => instancesOf(matter, key)).some(isDeciding);
}

const isDeciding = (state: State): boolean =>
  outcomeOn(state) !== undefined ||
  Object.keys(state.tasks).some(isFinal) ||
  Object.values(state.steps).some(({ step, decision }) => isFinal(step) && decision === 'agree');

const isFinal = (step: string): boolean => readStep(step).part === 'approve';

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

/**
 * 应同时进行音像记录，不适宜音像记录的除外 — 第十四条: the recording is named, or an approved reason stands for it,
 * one reason for one act.
 */
function recordingMissing(act: MediaActKey, state: State, { facts }: Act): Refusal | undefined {
  const made = facts['recordingMade'] === 'made';
  const recordings = made ? textsOf(facts, 'recordingIds').length : 0;
  const approved = facts['recordingMade'] === 'unsuitable' && reasonsLeft(act, state) > 0;
  return refuseUnrecorded(act, { recordings, approved });
}

/** Approved reasons for an act that no document rests on yet. */
function reasonsLeft(act: MediaActKey, state: State): number {
  const approved = recordedOn(state, 'unsuitableForRecording').filter(
    ({ facts }, index) =>
      facts['act'] === act && state.steps[unsuitableStep(index + 1)]?.decision === 'agree',
  );
  const used = Object.values(state.steps).filter(
    ({ kind, facts }) =>
      kind === 'recorded' &&
      facts['recordingMade'] === 'unsuitable' &&
      recordedOf[textOf(facts, 'document')] === act,
  );
  return approved.length - used.length;
}

/** Which act of the matrix a document tells of. */
const recordedOf: Readonly<Record<string, MediaActKey>> = {
  inspectionRecord: 'inspection',
  samplingNotice: 'sampling',
};

/** A recording is named by its number or by its procedure: `2`, `recording-custody/2`. */
const recordingsOnFile: Requirement = {
  missing: '所列音像记录已经登记入卷',
  article: 14,
  met: (matter, { facts }) =>
    textsOf(facts, 'recordingIds').every(
      (id) => matter[id]?.opening !== undefined || matter[`recording-custody/${id}`]?.opening !== undefined,
    ),
};

/** One kind of evidence document: by two officers with certificates valid when it was made (第十一条). */
const evidence =
  (document: DocumentKey, article: ArticleNumber, requires: readonly Requirement[]) => (): RecordRow => ({
    article,
    by: OFFICERS,
    officers: limits.officers.value,
    requires: [caseGoesOn, evidenceOpen, recordingsOnFile, ...requires],
    refuse: (state, act) => {
      const media = recordedOf[document];
      return first([timesWrong(document, act), media ? recordingMissing(media, state, act) : undefined]);
    },
  });

/**
 * The documents of 第十三条 and what belongs to them: each is put on file when it is made, with both its times.
 * `more`: what else must be on file before. （六）听证 and （七）鉴定 have procedures of their own.
 */
export function evidenceRecords(more: readonly Requirement[] = []) {
  const of = (document: DocumentKey, article: ArticleNumber) => evidence(document, article, more)();
  return {
    questioningRecord: of('questioningRecord', 13),
    evidenceCollectionNotice: of('evidenceCollectionNotice', 13),
    evidenceList: of('evidenceList', 13),
    originalToCopyRecord: of('originalToCopyRecord', 13),
    inspectionRecord: of('inspectionRecord', 13),
    samplingNotice: of('samplingNotice', 13),
    samplingList: {
      ...of('samplingList', 13),
      requires: [...more, caseGoesOn, evidenceOpen, noticeBeforeList],
    },
    rightsNotice: of('rightsNotice', 13),
    rightsToldRecord: of('rightsToldRecord', 12),
    otherEvidenceRecord: of('otherEvidenceRecord', 13),
    refusalToCooperate: of('refusalToCooperate', 13),
    evidenceSecuredRecord: of('evidenceSecuredRecord', 15),
    evidenceExclusion: { ...of('evidenceExclusion', 16), officers: 1 },
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
