import { hearingRow } from '../law/hearing-rows.js';
import {
  answersOf,
  hearingInstance,
  isGranted,
  isOfferedForSafety,
  isWaived,
  leaveStep,
  needsLeave,
  NOTICE,
  noticedParties,
  noticeFacts,
  noticeRecord,
  partyOf,
  reviewSubject,
  rights,
  rightsIn,
  statementsOn,
  type Right,
} from '../law/notice-rights.js';
import { partyActedAt } from '../law/party-acts.js';
import type { OpenedFacts } from '../law/procedures.js';
import { held, recordedOn, type State } from '../law/record/fold.js';
import type { RecordHeader } from '../law/record/kinds.js';
import { approve } from './approval.js';
import type { CaseFile, Conclusion } from './case-file.js';
import { notify } from './notify.js';
import { documentTask } from './receive.js';

type NoticeFile = CaseFile<OpenedFacts>;

/** 审核、批准 of the notice, from the form that opened the procedure. */
export async function approved(file: NoticeFile): Promise<boolean> {
  const { granted } = await approve(file, {
    subject: NOTICE,
    document: 'penaltyNotice',
    submitted: file.opening,
  });
  return granted;
}

/** The parties this notice names. */
export const partiesOf = (file: NoticeFile): readonly string[] =>
  noticedParties(noticeFacts(file.asRecorded));

/** Serves the notice on one party and begins his terms from his own service. */
export async function tell(file: NoticeFile, party: string): Promise<void> {
  const record = noticeRecord(file.asRecorded) ?? file.opening;
  const servedOn = await notify(file, { document: 'penaltyNotice', record: record.seq, party });
  for (const right of rightsIn(file.asRecorded)) {
    const { clock, period } = rights[right];
    await file.startClock({ key: clock(party), period, from: servedOn });
    await countIn(file, right, party);
  }
}

/**
 * A party's answer meets his term at the moment it reached the bureau, whenever it was entered: before the
 * notice was proven to be served, or after the term.
 */
async function countIn(file: NoticeFile, right: Right, party: string): Promise<void> {
  const clock = file.clock(rights[right].clock(party));
  const [answer] = answersOf(file.asRecorded, right, party);
  if (clock && answer && clock.met === undefined)
    await file.meetClock(clock.key, `${clock.key}/answered`, partyActedAt(answer));
}

/** The last instant (epoch ms) of the terms that no party has waived; 0 when all are waived. */
function lastInstant(state: State): number {
  const open = noticedParties(noticeFacts(state)).flatMap((party) =>
    rightsIn(state)
      .filter((right) => !isWaived(state, right, party))
      .map((right) => held(state.clocks, rights[right].clock(party))?.at ?? 0),
  );
  return Math.max(0, ...open);
}

/** Waits until every term has run or is waived. It closes nothing: that is for 承办人. */
export async function termsRun(file: NoticeFile): Promise<void> {
  for (let ran = false; !ran;) {
    const last = lastInstant(file.asRecorded);
    if (last === 0) return;
    ran = await Promise.race([
      file.until(last).then(() => true),
      file.when(() => lastInstant(file.asRecorded) !== last).then(() => false),
    ]);
  }
}

/** Asks 承办人 to close the notice, and says what it came to. */
export async function closed(file: NoticeFile): Promise<Conclusion> {
  await file.ask({
    step: 'notice-closing/submit/1',
    role: 'handler',
    document: null,
    decisions: ['submit'],
    candidates: [...file.people.handlers],
  });
  const state = file.asRecorded;
  return {
    outcome: outcomeOf(state),
    parties: [...noticedParties(noticeFacts(state))],
    hearingOffered: rightsIn(state).includes('hearing'),
    ...(isOfferedForSafety(state) ? { hearingThresholdUnset: true } : {}),
  };
}

function outcomeOf(state: State): string {
  if (recordedOn(state, 'hearingRequest').some((request) => isGranted(state, request)))
    return 'hearingRequested';
  if (statementsOn(state).length > 0) return 'heard';
  const all = noticedParties(noticeFacts(state)).every((party) => isWaived(state, 'defence', party));
  return all ? 'waived' : 'lapsed';
}

/** Has every statement of one kind counted and reviewed in writing by 承办机构. */
export const reviewedEach = (
  file: NoticeFile,
  document: 'defenceRecord' | 'writtenDefence',
): Promise<never> =>
  file.each(document, async (statement) => {
    await countIn(file, 'defence', partyOf(file.asRecorded, statement));
    const { reviewers } = file.people;
    await file.ask(documentTask(reviewSubject(statement), 'defenceReview', 'reviewer', reviewers));
  });

/** Has every waiver counted. */
export const waivedEach = (file: NoticeFile, right: Right): Promise<never> =>
  file.each(rights[right].waiver, (waiver) => countIn(file, right, partyOf(file.asRecorded, waiver)));

/** Opens a hearing for every request; one that is late or was not offered needs the 负责人's leave. */
export const heardEach = (file: NoticeFile): Promise<never> =>
  file.each('hearingRequest', async (request, count) => {
    await countIn(file, 'hearing', partyOf(file.asRecorded, request));
    if (await granted(file, request, count)) await openHearing(file, request, count);
  });

async function granted(file: NoticeFile, request: RecordHeader, count: number): Promise<boolean> {
  if (!needsLeave(file.asRecorded, request)) return true;
  const leave = await file.ask({
    step: leaveStep(count),
    role: 'approver',
    document: null,
    decisions: ['agree', 'refuse'],
    candidates: [...file.people.approvers],
  });
  return leave.decision === 'agree';
}

async function openHearing(file: NoticeFile, request: RecordHeader, count: number): Promise<void> {
  const { edition, unit } = file.facts;
  const notice = file.opening.procedure;
  const party = partyOf(file.asRecorded, request);
  await file.open(
    hearingRow,
    { edition, unit, people: file.people, notice, party, request: request.seq },
    hearingInstance(notice, count),
  );
}

/** Waits until the notice is taken back. */
export async function withdrawn(file: NoticeFile): Promise<Conclusion> {
  await file.when(() => file.recorded('penaltyNoticeWithdrawal').length > 0);
  return 'withdrawn';
}
