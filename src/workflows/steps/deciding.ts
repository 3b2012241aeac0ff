import { ONLY_PARTY } from '../law/record/parties.js';
import { patched } from '@temporalio/workflow';
import { transferInstance } from '../law/case-decided.js';
import { crimeTransferRow } from '../law/crime-transfer-rows.js';
import {
  countersignOf,
  draftUpTo,
  groundsForDiscussion,
  groundsForReview,
  isAsDiscussed,
  latestRound,
  minutesSignatures,
  proposalIn,
  roundOf,
  submittedUpTo,
  type Proposal,
  type Submitted,
} from '../law/decision-drafts.js';
import {
  draftReviewTask,
  draftTask,
  issued,
  leaderTask,
  legalReviewTask,
  minutesTask,
  stampTask,
  submissionTask,
  transferReportTask,
} from '../law/decision-rows.js';
import { approvalOf } from '../law/decision-requirements.js';
import type { DocumentKey } from '../law/documents.js';
import type { OpenedFacts } from '../law/procedures.js';
import { numberOf, textOf, textsOf, type Act, type RecordHeader } from '../law/record/kinds.js';
import { partOwner } from '../law/record/successors.js';
import { sameService } from '../law/service-requirements.js';
import { serviceRow } from '../law/service-rows.js';
import { isGivenBack } from '../law/with-police.js';
import type { CaseFile, Conclusion, Follows } from './case-file.js';
import { CASES_COME_BACK, GROUNDS_STAND } from './changes.js';
import { jointOpinion } from './joint-opinion.js';
import type { Notification } from './notify.js';
import { saidIn } from './police.js';
import { documentTask } from './receive.js';

type File = CaseFile<OpenedFacts>;

/** What the 负责人 agreed to: the draft, its proposal, and his opinion. `round` is the next one. */
type Decided = { draft: RecordHeader; proposal: Proposal; approved: RecordHeader; round: number };

/**
 * 起草、(会签)、审查、法制审核、集体讨论、负责人审批, in this order. Whatever is returned or not passed goes back to the
 * draft; a new draft goes through all of it again, but for a countersigning that the drafter goes on with.
 */
async function decideDraft(file: File, firstRound: number): Promise<Decided> {
  for (let round = firstRound, drafts = true; ; round += 1) {
    if (drafts) await file.ask(draftAgain(file, round));
    drafts = true;
    const draft = standing(file, round);
    if (!(await countersigned(file, draft))) continue;
    const reviewed = await file.ask(draftReviewTask(round, file.people), (act) => onReturn(file, round, act));
    if (reviewed.decision !== 'agree') continue;
    if (!(await legallyReviewed(file, draft, round))) continue;
    const approved = await file.ask(leaderTask(round, file.people), (act) => onReturn(file, round, act));
    if (approved.decision === 'agree')
      return { draft, proposal: proposalOf(draft), approved, round: round + 1 };
    if (approved.decision === 'withdraw') drafts = false;
  }
}

/**
 * The decision of the 负责人 that stands, and when it was made (epoch ms). 涉嫌犯罪的，移送司法机关: one that the 正职负责人
 * does not approve, or the police do not take up, comes back to be decided otherwise; so does a case that
 * they give back (行政处罚法第二十七条), however late. Until then it is theirs.
 */
export async function decided(file: File): Promise<{ proposal: Proposal; at: number }> {
  for (let round = 1; ;) {
    const { proposal, draft, approved, round: next } = await decideDraft(file, round);
    const at = approved.receivedAt;
    if (proposal !== 'crimeTransfer') return { proposal, at };
    if (await transferred(file, roundOf(draft))) {
      if (!patched(CASES_COME_BACK)) return { proposal, at };
      await file.when(() => !isAway(file, draft));
    }
    round = next;
  }
}

/**
 * What a decision that the end of its case overtakes came to: of a case that the police have, the transfer.
 */
export function overtaken(file: File): Conclusion {
  const draft = draftUpTo((step) => file.on(step), latestRound(file.asRecorded));
  const approved = approvalOf(file.asRecorded);
  return draft && approved && isAway(file, draft)
    ? { outcome: 'transferred', decidedOn: approved.receivedAt }
    : 'caseEnded';
}

/** Has the case been transferred as this draft proposed, and not come back since? */
function isAway(file: File, draft: RecordHeader): boolean {
  const transfer = file.on(`${crimeTransferRow.key}/${transferInstance(roundOf(draft))}/outcome`);
  const back = file.recorded('policeReply').filter(isGivenBack).at(-1);
  const since = numberOf(transfer?.facts ?? {}, 'seq') ?? 0;
  return textOf(transfer?.facts ?? {}, 'outcome') === 'transferred' && (back?.seq ?? 0) < since;
}

async function transferred(file: File, draft: number): Promise<boolean> {
  const { facts } = await file.ask(transferReportTask(draft, file.people));
  const { edition, unit } = file.facts;
  const report = {
    team: textsOf(facts, 'team'),
    principal: textsOf(facts, 'principal'),
    reportedAt: saidIn(facts, 'reportedAt', file.opening.receivedAt),
  };
  const instance = transferInstance(draft);
  await file.open(
    crimeTransferRow,
    { edition, unit, people: file.people, ...report, for: 'decision' },
    instance,
  );
  return (await file.outcomeOf(crimeTransferRow, instance)) === 'transferred';
}

/** The draft that a round is about; there is one, or the round would not have begun. */
function standing(file: File, round: number): RecordHeader {
  return draftUpTo((step) => file.on(step), round) ?? file.opening;
}

const proposalOf = (draft: RecordHeader): Proposal => proposalIn(draft.facts) ?? 'notProven';

function draftAgain(file: File, round: number) {
  const before = draftUpTo((step) => file.on(step), round - 1);
  return draftTask(round, before ? [file.successorOf('drafter', partOwner(before))] : file.people.handlers);
}

/** 退回: the drafter is asked with the very record that sends it back. 撤回 of a review asks for it anew. */
function onReturn(file: File, round: number, act: Act): Follows {
  if (act.decision === 'return') return { opens: [draftAgain(file, round + 1)] };
  const isReview = act.step === draftReviewTask(round, file.people).step;
  if (act.decision !== 'withdraw') return {};
  return { opens: [isReview ? draftAgain(file, round + 1) : draftReviewTask(round + 1, file.people)] };
}

/** Whoever the draft names for 会签 has agreed. */
async function countersigned(file: File, draft: RecordHeader): Promise<boolean> {
  const found = countersignOf((step) => file.on(step), draft);
  if (!found) return true;
  const opinion = { ...found.joint, role: 'unitHead' as const, document: 'jointOpinion' as const };
  const verdict = await jointOpinion(file, opinion, found.round);
  return verdict.result === 'agreed';
}

/** 法制审核 and 集体讨论 where they are required; once for each draft. */
async function legallyReviewed(file: File, draft: RecordHeader, round: number): Promise<boolean> {
  const number = roundOf(draft);
  await file.ask(submissionTask(number, file.people));
  const submitted = submittedFor(file, number);
  if (groundsForReview(draft.facts, submitted).length > 0) {
    const reviewed = await file.ask(legalReviewTask(number, file.people), ({ facts }) =>
      facts['result'] === 'passed' ? {} : { opens: [draftAgain(file, round + 1)] },
    );
    if (reviewed.facts['result'] !== 'passed') return false;
  }
  return groundsForDiscussion(draft.facts, submitted).length === 0 || discussed(file, draft);
}

/** Runs begun before 0833 ask by the draft's own submission alone. */
function submittedFor(file: File, draft: number): Submitted {
  const all = submittedUpTo((step) => file.on(step), draft);
  const own = { submissions: all.submissions.slice(-1), notPassedBefore: false };
  return all.submissions.length > 1 && patched(GROUNDS_STAND) ? all : own;
}

/** The meeting: minuted, the minutes signed by everybody who was there, its result that of the draft. */
async function discussed(file: File, draft: RecordHeader): Promise<boolean> {
  const number = roundOf(draft);
  for (let meeting = 1; ; meeting += 1) {
    const { facts } = await file.ask(minutesTask(number, meeting, file.people));
    const signatures = minutesSignatures(number, textsOf(facts, 'attendees'));
    const verdict = await jointOpinion(
      file,
      { ...signatures, role: 'agencyHead', document: null, decisions: ['agree', 'return'] },
      meeting,
    );
    if (verdict.result === 'agreed') return isAsDiscussed(facts, draft.facts);
  }
}

/**
 * Makes the document of an approved draft, has it stamped, and says when (epoch ms): it is decided then, when
 * the door hears of it. A document that bears another day is made again.
 */
export async function issue(file: File, proposal: keyof typeof issued): Promise<number> {
  const { subject, document, served } = issued[proposal];
  const { made, decidedOn } = await stamped(file, subject, document);
  const named = textsOf(made.facts, 'parties');
  for (const party of served ? (named.length > 0 ? named : [ONLY_PARTY]) : [])
    await serve(file, { document, record: made.seq, party }, decidedOn);
  return decidedOn;
}

async function stamped(file: File, subject: string, document: DocumentKey) {
  const asked = (round: number) => documentTask(subject, document, 'handler', file.people.handlers, round);
  for (let round = 1; ; round += 1) {
    const stamping = stampTask(file.people, round);
    const made = await file.ask(asked(round), () => ({ opens: [stamping] }));
    const { decision, receivedAt } = await file.ask(stamping, (act) =>
      act.decision === 'return' ? { opens: [asked(round + 1)] } : {},
    );
    if (decision !== 'return') return { made, decidedOn: receivedAt };
  }
}

/** 送达: each party for himself, on its own from now on. */
async function serve(
  file: File,
  { document, record, party }: Notification,
  decidedOn: number,
): Promise<void> {
  const { edition, unit } = file.facts;
  const which = { document, documentRecord: String(record), of: 'decision', party, decidedOn };
  const facts = { edition, unit, people: file.people, ...which };
  await file.openOrFollow(serviceRow, facts, `decision-${party}`, (opened) => sameService(opened, which));
}
