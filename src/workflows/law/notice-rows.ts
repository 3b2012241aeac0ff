import type { DocumentKey } from './documents.js';
import { limits } from './limits.js';
import { closingRequirements, noticeContents, noticeRequirements } from './notice-requirements.js';
import { isInTime, NOTICE, noticedParties, noticeFacts, partyOf, rightOf, rights } from './notice-rights.js';
import { shanghaiDay } from './moments.js';
import { partyActedAt } from './party-acts.js';
import { startGate, type OpenedFacts, type ProcedureRow, type RecordRow } from './procedures.js';
import { reviewTask } from './record/approval-tasks.js';
import { held, recordedOn, type State } from './record/fold.js';
import { textOf, type Act } from './record/kinds.js';
import { approvedIn, instancesOf } from './record/requirements.js';
import { serveAgain } from './notification.js';
import { documents } from './documents.js';
import { LEADERS, OFFICERS } from './record-roles.js';
import { penaltyNotHeld } from './with-police.js';
import { first, refusal, type Refusal } from '../refusals.js';

const documentIn = (act: Act): DocumentKey => textOf(act.facts, 'document') as DocumentKey;

/**
 * The clock a party's answer meets. What reached the bureau in time and is entered after the term does not
 * meet it here, where the entry's own moment would count: the procedure notes the moment it arrived.
 */
function clockMet(state: State, act: Act): readonly string[] {
  const right = rightOf(documentIn(act));
  const clock = held(state.clocks, rights[right].clock(partyOf(state, act)));
  if (!clock || (act.receivedAt > clock.at && isInTime(state, right, act))) return [];
  return [clock.key];
}

/** Only of a party that the notice names, and not before the notice is approved. */
function refuseStranger(state: State, act: Act): Refusal | undefined {
  const party = partyOf(state, act);
  return first([
    approvedIn(state, NOTICE) ? undefined : refusal('notReady', { missing: '告知书已经批准' }),
    noticedParties(noticeFacts(state)).includes(party)
      ? undefined
      : refusal('partyNotNotified', { party: party === '' ? '（未填）' : party }),
  ]);
}

/** 明确放弃: of a right that he has been told of. */
/** 放弃 is express, and of rights that were told: after the notice was served, by the day. */
function refuseEarlyWaiver(state: State, act: Act): Refusal | undefined {
  const stranger = refuseStranger(state, act);
  if (stranger) return stranger;
  const served = held(state.clocks, rights.defence.clock(partyOf(state, act)))?.from;
  return served !== undefined && shanghaiDay(served) <= shanghaiDay(partyActedAt(act))
    ? undefined
    : refusal('notReady', { missing: '告知书已送达该当事人，放弃在送达之后' });
}

/** Who has asked does without the hearing there, in its own procedure. */
function refuseHearingWaiver(state: State, act: Act): Refusal | undefined {
  const no = refuseEarlyWaiver(state, act);
  if (no) return no;
  return hasAsked(state, act) ? refusal('hearingRequestedAlready') : undefined;
}

const hasAsked = (state: State, act: Act): boolean =>
  recordedOn(state, 'hearingRequest').some((record) => partyOf(state, record) === partyOf(state, act));

const refuseSecondRequest = (state: State, act: Act): Refusal | undefined =>
  refuseStranger(state, act) ?? (hasAsked(state, act) ? refusal('hearingRequestedAlready') : undefined);

/** Whoever receives papers for the bureau: 承办人, or the counter. */
const answer = (more: Partial<RecordRow> = {}): RecordRow => ({
  article: 13,
  by: [...OFFICERS, 'manager'],
  meets: clockMet,
  refuse: refuseStranger,
  ...more,
});

const records = {
  // 听取当事人陈述和申辩的，应制作……陈述申辩笔录 — 第十三条（五）.
  defenceRecord: answer({ by: OFFICERS, officers: limits.officers.value, media: 'defence' }),
  writtenDefence: answer(),
  defenceWaiver: answer({ article: 12, refuse: refuseEarlyWaiver }),
  hearingRequest: answer({ refuse: refuseSecondRequest }),
  hearingWaiver: answer({ refuse: refuseHearingWaiver }),
  // What the 批准人 approved, one officer alone does not take back (第三十六条).
  penaltyNoticeWithdrawal: {
    article: 12,
    by: LEADERS,
    refuse: (state) =>
      approvedIn(state, NOTICE) ? undefined : refusal('notReady', { missing: '告知书已经批准' }),
    requires: [
      {
        missing: '没有正在进行的听证（听证办结后再撤回告知）',
        article: 13,
        met: (matter, { procedure }) =>
          instancesOf(matter, 'hearing').every(
            ({ opening, concluded }) =>
              concluded !== undefined || textOf(opening?.facts ?? {}, 'notice') !== procedure,
          ),
      },
    ],
  },
} as const satisfies Partial<Record<DocumentKey, RecordRow>>;

/** 行政处罚意见告知: what is intended, why, and the rights; each party's terms run from service on him. */
export const penaltyNoticeRow: ProcedureRow<OpenedFacts> = {
  key: NOTICE,
  workflowType: 'penaltyNotice',
  title: '行政处罚告知',
  article: 12,
  phase: 'investigation',
  openedBy: ['officer'],
  opensMatter: false,
  opening: 'penaltyNotice',
  many: true,
  beforeApproval: 'inEmergency',
  requires: noticeRequirements,
  records,
  steps: {
    [NOTICE]: {
      label: documents.penaltyNotice.title,
      asks: '填写行政处罚意见告知书，报审核、批准',
      document: 'penaltyNotice',
      article: 12,
      requires: [penaltyNotHeld, ...noticeContents],
    },
    'service-again': serveAgain,
    'defence-review': {
      label: documents.defenceReview.title,
      asks: '复核当事人提出的事实、理由和证据，写明是否采纳及理由；不得因陈述、申辩而加重处罚',
      document: 'defenceReview',
      article: 13,
    },
    'late-request': {
      label: '听证要求的准许',
      asks: '听证要求逾期提出，或者属于未告知听证权利的情形：决定是否准予听证，并说明理由',
      document: null,
      article: 13,
    },
    'notice-closing': {
      label: '办结告知',
      asks: '各当事人的期限均已届满或者已放弃：签署办理情况，办结告知；决定作出前可以留待登记逾期的陈述、申辩',
      document: null,
      article: 12,
      requires: closingRequirements,
    },
  },
  outcomes: {
    notApproved: '告知书未获批准',
    withdrawn: '告知书已撤回',
    hearingRequested: '当事人要求听证',
    heard: '已听取陈述、申辩并复核',
    waived: '当事人明确放弃陈述、申辩',
    lapsed: '期限届满，当事人未陈述、申辩',
    caseEnded: '案件已终止',
  },
  begins: ({ people }) => ({ opens: [reviewTask(NOTICE, 'penaltyNotice', 1, people)], starts: [] }),
  gate: (file) => startGate(penaltyNoticeRow, file),
};
