import { documents, type DocumentKey } from './documents.js';
import {
  announcementOn,
  appointmentOn,
  challengedBehind,
  chairOn,
  hearingRecordOn,
  isToldInTime,
  hearingAt,
  appointmentTask,
  type HearingFacts,
} from './hearing-course.js';
import { appointmentRequirements, recordRequirements, sevenDaysAhead } from './hearing-requirements.js';
import { serveAgain } from './notification.js';
import { startGate, type ProcedureRow, type RecordRow } from './procedures.js';
import type { State } from './record/fold.js';
import { textOf, textsOf, type Act } from './record/kinds.js';
import { first, refusal, type Refusal } from '../refusals.js';

/** Whoever may be at a hearing for the bureau: in which post the chair serves, no rule says. */
const ofBureau = [
  'handler',
  'reviewer',
  'unitHead',
  'approver',
  'agencyHead',
  'legalOffice',
  'officer',
  'manager',
  'hearingChair',
  'hearingRecorder',
] as const;

const documentIn = ({ facts }: Act): DocumentKey => textOf(facts, 'document') as DocumentKey;

/** Only the chair who stands now. */
function refuseOthers(state: State, act: Act): Refusal | undefined {
  const { title } = documents[documentIn(act)];
  return chairOn(state) === (act.onBehalfOf?.id ?? act.actor.id)
    ? undefined
    : refusal('notTheHearingChair', { document: title });
}

const refuseAfterwards = (state: State): Refusal | undefined =>
  hearingRecordOn(state) ? refusal('notReady', { missing: '听证尚未结束' }) : undefined;

const refuseMove = (state: State, act: Act): Refusal | undefined =>
  first([
    refuseOthers(state, act),
    refuseAfterwards(state),
    announcementOn(state) ? undefined : refusal('notReady', { missing: '听证通知书已经发出' }),
  ]);

/** 无正当理由拒不出席……的 can be said only of a hearing that he was told of in time and whose hour has come. */
function refuseNoShow(state: State, act: Act): Refusal | undefined {
  const announcement = announcementOn(state);
  const told = announcement !== undefined && isToldInTime(state, announcement);
  const came = announcement !== undefined && act.receivedAt >= (hearingAt(announcement) ?? Infinity);
  const ofAbsence = textOf(act.facts, 'ground') !== 'withdrawn';
  return first([
    refuseOthers(state, act),
    refuseAfterwards(state),
    ofAbsence && !told ? refusal('notReady', { missing: '听证通知书在七个工作日前送达' }) : undefined,
    ofAbsence && !came ? refusal('notReady', { missing: '通知的听证时间已到' }) : undefined,
  ]);
}

/** A challenge is of the chair who stands. */
const refuseChallenge = (state: State, act: Act): Refusal | undefined =>
  refuseAfterwards(state) ??
  (appointmentOn(state) && textsOf(act.facts, 'persons').includes(chairOn(state))
    ? undefined
    : refusal('notReady', { missing: '被申请回避的是现任听证主持人' }));

const records = {
  hearingChallenge: { article: 13, by: ofBureau, refuse: refuseChallenge },
  hearingPostponement: { article: 13, by: ofBureau, refuse: refuseMove, requires: [sevenDaysAhead] },
  hearingNoShow: { article: 13, by: ofBureau, refuse: refuseNoShow },
  hearingWaiver: { article: 13, by: ofBureau, refuse: refuseAfterwards },
  unsuitableForRecording: { article: 14, by: ofBureau, refuse: refuseAfterwards },
} as const satisfies Partial<Record<DocumentKey, RecordRow>>;

/** 听证, for one request of one party. The case hears of its opening: its clock stands while this lasts. */
export const hearingRow: ProcedureRow<HearingFacts> = {
  key: 'hearing',
  workflowType: 'hearing',
  title: '听证',
  article: 13,
  phase: 'investigation',
  openedBy: [],
  opensMatter: false,
  many: true,
  tellsOpening: true,
  beforeApproval: 'inEmergency',
  records,
  steps: {
    'hearing-appointment': {
      label: documents.hearingAppointment.title,
      asks: '指定非本案调查人员主持听证，确定记录人和是否公开',
      document: 'hearingAppointment',
      article: 13,
      requires: appointmentRequirements,
    },
    'hearing-notice': {
      label: documents.hearingNotice.title,
      asks: '确定听证的时间、地点，在举行听证的七个工作日前通知当事人',
      document: 'hearingNotice',
      article: 13,
      requires: [sevenDaysAhead],
    },
    'hearing-postponement': {
      label: documents.hearingPostponement.title,
      asks: '听证通知未能在七个工作日前送达，另定听证时间',
      document: 'hearingPostponement',
      article: 13,
      requires: [sevenDaysAhead],
    },
    'service-again': serveAgain,
    'hearing-challenge': {
      label: '听证主持人回避的决定',
      asks: '决定听证主持人是否回避，并说明理由；决定前不举行听证',
      document: null,
      article: 13,
      concerns: challengedBehind,
    },
    'recording-unsuitable': {
      label: '不适宜音像记录的审批',
      asks: '审查听证不适宜音像记录的理由，决定是否同意',
      document: null,
      article: 14,
    },
    'hearing-record': {
      label: documents.hearingRecord.title,
      asks: '主持听证，制作听证笔录；当事人缺席或者中途退出的，填报终止听证记录',
      document: 'hearingRecord',
      article: 13,
      requires: recordRequirements,
      media: 'hearing',
    },
    'hearing-report': {
      label: documents.hearingReport.title,
      asks: '写出听证报告，连同听证笔录报本机关负责人',
      document: 'hearingReport',
      article: 13,
    },
  },
  outcomes: {
    held: '听证已举行',
    absent: '当事人缺席或者中途退出，视为放弃',
    withdrawn: '当事人撤回听证要求',
    caseEnded: '案件已终止',
  },
  begins: ({ people }) => ({ opens: [appointmentTask(1, people.approvers)], starts: [] }),
  gate: (file) => startGate(hearingRow, file),
};
