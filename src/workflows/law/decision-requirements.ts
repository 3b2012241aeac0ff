import {
  countersignOf,
  draftUpTo,
  groundsForDiscussion,
  groundsForReview,
  latestRound,
  legalReviewStep,
  meetingOn,
  proposalIn,
  roundOf,
  submissionStep,
  submittedUpTo,
  SUBSTANCE,
  type Submitted,
} from './decision-drafts.js';
import type { DocumentKey } from './documents.js';
import { evidenceOf, isFrozen } from './evidence-records.js';
import { refuseJointRule } from './joint-opinions.js';
import { isLegalBasisKey } from './legal-bases.js';
import { shanghaiDay } from './moments.js';
import { toldAndHeard } from './notice-requirements.js';
import { readStep, stepKey } from './record/approval-tasks.js';
import { emptyState, held, recordedOn, type State } from './record/fold.js';
import { issueStep, madeForStamp } from './record/issuing.js';
import {
  formOf,
  numberOf,
  textOf,
  textsOf,
  type Act,
  type Facts,
  type RecordHeader,
} from './record/kinds.js';
import { partiesOf } from './record/parties.js';
import {
  atApproval,
  concludedAs,
  instancesOf,
  onFile,
  outcomeOn,
  underWay,
  type Requirement,
  type WholeMatter,
} from './record/requirements.js';
import { isReportedAs } from './reported.js';
import { partOwner, peopleNow } from './record/successors.js';
import {
  refuseForPerson,
  refuseUnconsidered,
  type Age,
  type Capacity,
  type Mitigation,
} from './rules/capacity.js';
import { refuseSingleSignature } from './rules/collective-discussion.js';
import { refusePenaltyNow, refuseUnexplained, refuseWithoutRemedies } from './rules/decision-document.js';
import { refuseReviewer, refuseUnreviewed } from './rules/legal-review.js';
import { refuseTimeBarred, type Violation } from './rules/limitation.js';
import { penaltyIn, refuseOthersDecision } from './rules/penalty.js';
import { refuseSecondFine } from './rules/second-fine.js';
import { penaltyNotHeld } from './with-police.js';
import { first, refusal, type Refusal } from '../refusals.js';

/** Key of the row; a case has one decision. */
export const DECISION = 'decision';

const onOf =
  (state: State) =>
  (step: string): RecordHeader | undefined =>
    held(state.steps, step);

/** What a decision is about: of the draft an act submits, else of the draft that stands in its round. */
function draftBehind(state: State | undefined, act: Act): Facts {
  const { subject, part, round } = readStep(act.step);
  if (subject === 'draft' && part === 'submit') return act.facts;
  const upTo = subject === 'draft' ? round : Number.MAX_SAFE_INTEGER;
  return (state && latestDraft(state, upTo)?.facts) ?? {};
}

const latestDraft = (state: State, upTo: number): RecordHeader | undefined =>
  draftUpTo(onOf(state), Math.min(upTo, latestRound(state)));

/** 处罚适用审查表 that stands: the one handed in last, as new facts come to be known. */
export const substanceOn = (state: State): RecordHeader | undefined =>
  [held(state.steps, stepKey(SUBSTANCE, 'submit', 1)), ...recordedOn(state, 'substanceReview')]
    .filter((record) => record !== undefined)
    .at(-1);

// — before a decision opens —

/** 案件调查终结报告 has been approved, with whatever it proposes but an end of the case. */
export const investigationReported: Requirement = {
  missing: '《案件调查终结报告》已经审核批准',
  article: 16,
  statute: '住房和城乡建设行政处罚程序规定第二十条',
  met: (matter) => isReportedAs(matter, 'penalty', 'noPenalty', 'notProven', 'transfer', 'referral'),
};

/** A hearing that is under way comes to its end first: its record is what the decision rests on. */
export const hearingsEnded: Requirement = {
  missing: '听证已经结束',
  article: 13,
  statute: '行政处罚法第六十五条',
  met: (matter) => !underWay(matter, 'hearing'),
};

/** Asked only where the draft proposes a penalty. */
const ofPenalty = (requirement: Requirement): Requirement => ({
  ...requirement,
  met: (matter, act) =>
    proposalIn(draftBehind(matter[DECISION], act)) !== 'penalty' || requirement.met(matter, act),
});

/** Asked at the opening where the investigation proposes a penalty. */
const whenPenaltyReported = (requirement: Requirement): Requirement => ({
  ...requirement,
  met: (matter, act) => !isReportedAs(matter, 'penalty') || requirement.met(matter, act),
});

/** 一事不再罚: what was decided on the spot is not decided again (行政处罚法第二十九条). */
const notFinedOnTheSpot: Requirement = {
  missing: '没有当场作出的行政处罚决定，也没有正在办理的当场处罚',
  article: null,
  statute: '行政处罚法第二十九条',
  met: (matter) => !underWay(matter, 'summary-penalty') && !concludedAs(matter, 'summary-penalty', 'penalty'),
};

/** What must be on file before the examination of the case begins. */
export const decisionOpens: readonly Requirement[] = [
  investigationReported,
  hearingsEnded,
  notFinedOnTheSpot,
  ...toldAndHeard.map(whenPenaltyReported),
];

// — the draft —

const linksOf = (facts: Facts): string[] => textsOf(facts, 'evidenceRecords');

const evidenceLinked: Requirement = {
  missing: '草案载明证据的记录序号，且均为本案在卷、未被排除的证据',
  article: 16,
  statute: '行政处罚法第四十条、第四十六条',
  met: (matter, act) => {
    const facts = draftBehind(matter[DECISION], act);
    const evidence = evidenceOf(matter).map(({ seq }) => String(seq));
    const links = linksOf(facts);
    const enough = links.length > 0 || proposalIn(facts) === 'notProven';
    return enough && links.every((link) => evidence.includes(link));
  },
};

const basisNamed: Requirement = {
  missing: '草案载明依据编号，且均为权责清单所列依据',
  article: 16,
  statute: '行政处罚法第三十八条',
  met: (matter, act) => {
    const facts = draftBehind(matter[DECISION], act);
    const bases = textsOf(facts, 'basisKeys');
    if (!['penalty', 'referral'].includes(textOf(facts, 'proposal'))) return true;
    return bases.length > 0 && bases.every(isLegalBasisKey);
  },
};

const penaltySaid: Requirement = {
  missing: '草案写明处罚的种类，罚款的写明数额',
  article: 16,
  met: (matter, act) => saysPenalty(draftBehind(matter[DECISION], act)),
};

/** The kind, and of a fine the amount. */
function saysPenalty(facts: Facts): boolean {
  const penalty = penaltyIn(facts);
  return penalty !== undefined && (penalty.kind !== 'fine' || penalty.fine > 0);
}

/** 不满十四周岁、不能辨认或者不能控制自己行为: not one of the parties (行政处罚法第三十条、第三十一条). */
const partiesPunishable: Requirement = {
  missing: '各当事人情况登记表中没有不满十四周岁、不能辨认或者不能控制自己行为的人',
  article: 16,
  statute: '行政处罚法第三十条、第三十一条',
  met: (matter) =>
    onFile(matter, 'enforcement-case', 'partyParticulars').every(
      ({ facts }) => facts['age'] !== 'underFourteen' && facts['capacity'] !== 'none',
    ),
};

/** Of an act that does not say itself on which evidence it rests, what its draft says is measured. */
const ofDraft = (requirement: Requirement): Requirement => ({
  ...requirement,
  met: (matter, act) =>
    requirement.met(matter, { ...act, facts: { ...draftBehind(matter[DECISION], act), ...act.facts } }),
});

/** Asked of the draft when it is submitted, reviewed, and approved. */
export const draftRequirements: readonly Requirement[] = [
  evidenceLinked,
  basisNamed,
  hearingsEnded,
  ofPenalty(penaltySaid),
  ofPenalty(partiesPunishable),
  ...toldAndHeard.map(ofDraft).map(ofPenalty),
  ofPenalty(penaltyNotHeld),
];

/** What the rules of substance, and of who decides, say to a draft; on the decision's own record. */
export function refuseDraft(state: State, act: Act): Refusal | undefined {
  const { part } = readStep(act.step);
  const draft = draftBehind(state, act);
  const proposal = proposalIn(draft);
  return first([
    part === 'submit' ? refuseCountersigners(act) : undefined,
    refuseElsewhere(draft),
    proposal === 'penalty' ? refuseSubstance(state, draft) : undefined,
    part === 'approve' ? refuseUnready(state, act) : undefined,
  ]);
}

function refuseCountersigners(act: Act): Refusal | undefined {
  const record = { ...act, seq: Infinity } as unknown as RecordHeader;
  const joint = countersignOf(() => undefined, record)?.joint;
  return joint && refuseJointRule(joint.purpose, joint.rule, joint.signers);
}

/** What the bureau may not decide becomes a proposal to others, and nothing else does. */
function refuseElsewhere(draft: Facts): Refusal | undefined {
  const penalty = penaltyIn(draft);
  const elsewhere = penalty && refuseOthersDecision(penalty);
  if (proposalIn(draft) === 'penalty') return elsewhere;
  return proposalIn(draft) === 'referral' && !elsewhere ? refusal('decidedHere') : undefined;
}

/** What 处罚适用审查表 says of the time of the violation. */
function violationIn(reviewed: Facts): Violation {
  const said = (key: string) => textOf(reviewed, key);
  const grave = said('gravity') === 'grave';
  const ended = said('continuing') === 'continuing' ? null : said('violationEnded');
  return { ended, discovered: said('discovered'), grave, harmful: grave };
}

/** What is examined anew changes no draft that waits for, or has, the agreement of the 负责人. */
export const substanceOpen: Requirement = {
  missing: '草案尚未报负责人批准（已经报批的，由负责人退回后再行审查）',
  article: 16,
  met: (matter) => !isFrozen(matter),
};

/** Neither the violation nor its discovery is ahead. */
export const substanceDays: Requirement = {
  missing: '违法行为发生之日、被发现之日均不晚于今日',
  article: 16,
  met: (_, { facts, receivedAt }) =>
    ['violationEnded', 'discovered'].every((key) => textOf(facts, key) <= shanghaiDay(receivedAt)),
};

/** Limitation, age and capacity, an earlier fine, proof: what 处罚适用审查表 says. */
function refuseSubstance(state: State, draft: Facts): Refusal | undefined {
  const reviewed = substanceOn(state)?.facts;
  if (!reviewed) return refuseUnconsidered(undefined);
  const said = (key: string) => textOf(reviewed, key);
  const mitigation = (said('mitigation') || undefined) as Mitigation;
  return first([
    refuseTimeBarred(violationIn(reviewed)),
    said('age') === 'organisation'
      ? refuseUnconsidered(mitigation)
      : refuseForPerson(said('age') as Age, said('capacity') as Capacity, mitigation),
    refuseSecondFine(said('earlierFine') === 'fined', penaltyIn(draft)?.fine ?? 0),
    refusePenaltyNow(said('proven') === 'proven', false),
  ]);
}

/**
 * 审核未通过的，不得作出决定: not by the 负责人 either; and where the leaders decide together one signature decides
 * nothing. Asked of his opinion, whether its turn has come or not.
 */
function refuseUnready(state: State, act: Act): Refusal | undefined {
  const { draft, submitted } = beforeLeader(state, act);
  if (!draft) return undefined;
  if (!onOf(state)(submissionStep(roundOf(draft)))) return reviewOutstanding(state, draft);
  return unreadyFor(state, act, { submissions: submitted.submissions.slice(-1), notPassedBefore: false });
}

/** The draft that an opinion of the 负责人 is about, and everything submitted up to it. */
function beforeLeader(state: State, act: Act) {
  const on = onOf(state);
  const draft = draftUpTo(on, readStep(act.step).round);
  return { draft, submitted: submittedUpTo(on, draft ? roundOf(draft) : 0) };
}

function unreadyFor(state: State, act: Act, submitted: Submitted): Refusal | undefined {
  const { draft } = beforeLeader(state, act);
  if (!draft) return undefined;
  const reviewed = onOf(state)(legalReviewStep(roundOf(draft)));
  const result = reviewed ? (textOf(reviewed.facts, 'result') as 'passed' | 'notPassed') : null;
  return first([
    refuseUnreviewed(groundsForReview(draft.facts, submitted), result),
    refuseSingleSignature(groundsForDiscussion(draft.facts, submitted), attendeesOf(state, draft)),
  ]);
}

/** Who was at the meeting on a draft, whose minutes all of them have signed; null for none. */
function attendeesOf(state: State, draft: RecordHeader): readonly string[] | null {
  const recorded = (document: DocumentKey) => recordedOn(state, document);
  const meeting = meetingOn({ on: onOf(state), recorded }, roundOf(draft));
  return meeting?.signed ? textsOf(meeting.minutes.facts, 'attendees') : null;
}

/** The draft is reviewed in its unit, and nobody has said yet whether 法制审核 is needed. */
const reviewOutstanding = (state: State, draft: RecordHeader): Refusal | undefined =>
  held(state.steps, stepKey('draft', 'review', roundOf(draft)))?.decision === 'agree'
    ? refusal('notReady', { missing: '法制审核送审表' })
    : undefined;

// — 法制审核 and 集体讨论 —

/** 审核通过 on the draft that an act is about, after a moment on the record; undefined where it was not. */
function reviewedSince(matter: WholeMatter, act: Act, seq: number): boolean {
  const on = onOf(matter[DECISION] ?? emptyState());
  const draft = draftUpTo(on, readStep(act.step).round);
  const reviewed = draft && on(legalReviewStep(roundOf(draft)));
  return reviewed !== undefined && textOf(reviewed.facts, 'result') === 'passed' && reviewed.seq > seq;
}

/** 经过听证的，法制审核在听证之后 (行政处罚法第五十八条第一款第二项): also of a hearing that came after the submission. */
const reviewedAfterHearing: Requirement = {
  missing: '经过听证的，听证结束以后法制审核通过（听证在送审以后的，退回草案重新送审）',
  article: 17,
  statute: '行政处罚法第五十八条',
  met: (matter, act) => {
    const heard = instancesOf(matter, 'hearing').filter((state) => outcomeOn(state) === 'held');
    const last = Math.max(0, ...heard.map(({ concluded }) => concluded?.seq ?? 0));
    return last === 0 || reviewedSince(matter, act, last);
  },
};

/**
 * Would the penalty be time-barred but for the word of whoever filled in the form: that the violation goes
 * on, or that it was discovered before anything of it is on file? Then 法制机构 examines it (第三十六条).
 */
function limitationOnWord(matter: WholeMatter): boolean {
  const state = matter[DECISION];
  const reviewed = state && substanceOn(state);
  if (!reviewed) return false;
  const violation = violationIn(reviewed.facts);
  const known = shanghaiDay(knownSince(matter));
  const discovered = violation.discovered < known ? known : violation.discovered;
  return violation.ended === null || refuseTimeBarred({ ...violation, discovered }) !== undefined;
}

/** When the bureau knew of the violation at the latest (epoch ms): the case was opened, or begun on site. */
function knownSince(matter: WholeMatter): number {
  const opening = matter['case-initiation']?.opening;
  const emergency = opening?.facts['emergency'] as Facts | null | undefined;
  const opened = opening?.receivedAt ?? Infinity;
  return Math.min(opened, numberOf(emergency ?? {}, 'startedAt') ?? opened);
}

const LIMITATION_REVIEWED = '时效取决于违法行为仍在继续，或者早于立案的发现之日的，由法制机构审核';

/** Submitted to 法制机构 for the limitation. */
export const submittedForLimitation = ofPenalty({
  missing: `${LIMITATION_REVIEWED}（送审表选“属于应当审核的其他情形”）`,
  article: 17,
  statute: '行政处罚法第三十六条、第五十八条',
  met: (matter, { facts }) => textOf(facts, 'otherGround') === 'yes' || !limitationOnWord(matter),
});

/** Reviewed for it after the form that stands. */
const limitationReviewed: Requirement = {
  missing: LIMITATION_REVIEWED,
  article: 17,
  statute: '行政处罚法第三十六条、第五十八条',
  met: (matter, act) => {
    const seq = (matter[DECISION] && substanceOn(matter[DECISION])?.seq) ?? 0;
    return !limitationOnWord(matter) || reviewedSince(matter, act, seq);
  },
};

/** What was once said of the case stands, and 审核未通过 is not left behind with its draft (第五十八条). */
const groundsStand: Requirement = {
  missing: '此前送审所写的情形和未通过的审核，对现在的草案同样有效：法制审核已经通过，应当集体讨论的已经讨论',
  article: 17,
  statute: '行政处罚法第五十七条、第五十八条',
  met: (matter, act) => {
    const state = matter[DECISION] ?? emptyState();
    return unreadyFor(state, act, beforeLeader(state, act).submitted) === undefined;
  },
};

/** Who signs what was decided together was there (行政处罚法第五十七条第二款). */
const leaderAttended: Requirement = {
  missing: '由参加集体讨论的负责人签批',
  article: 19,
  statute: '行政处罚法第五十七条',
  met: (matter, act) => {
    const state = matter[DECISION] ?? emptyState();
    const { draft } = beforeLeader(state, act);
    const attendees = draft ? attendeesOf(state, draft) : null;
    return attendees === null || attendees.includes(partOwner(act));
  },
};

/** Minutes that tell of a penalty tell of which, and of how much. */
export const penaltyMinuted: Requirement = {
  missing: '讨论决定的处罚种类，罚款的写明数额',
  article: 19,
  statute: '行政处罚法第五十七条',
  met: (_, { facts }) => textOf(facts, 'resultKind') !== 'penalty' || saysPenalty(facts),
};

/** Without which the 负责人 does not sign; before him the draft may be made and examined. */
export const approvalRequirements: readonly Requirement[] = [
  groundsStand,
  leaderAttended,
  reviewedAfterHearing,
  ofPenalty(limitationReviewed),
].map(atApproval);

/** What was heard is submitted as heard (行政处罚法第五十八条第一款第二项). */
export const submittedAsHeard: Requirement = {
  missing: '经过听证的，送审表写明直接关系重大权益、经过听证程序',
  article: 17,
  statute: '行政处罚法第五十八条',
  met: (matter, { facts }) =>
    !concludedAs(matter, 'hearing', 'held') || textOf(facts, 'majorRights') === 'yes',
};

/** The reviewer is not whoever handles, drafts or examines the case in its unit, and is qualified. */
export function refuseLegalReviewer(state: State, act: Act): Refusal | undefined {
  const drafters = Object.values(state.steps).filter(
    ({ kind, step }) => kind === 'decided' && step.startsWith('draft/'),
  );
  const apart = [
    ...peopleNow(state).handlers,
    ...drafters.flatMap(({ actor, onBehalfOf }) => [actor.id, ...(onBehalfOf ? [onBehalfOf.id] : [])]),
  ];
  const none = textOf(act.facts, 'qualification') === 'none';
  const reviewers = [act.actor, ...(act.onBehalfOf ? [act.onBehalfOf] : [])];
  return first(
    reviewers.map(({ id, name }) =>
      refuseReviewer({ id, name, firstTime: none, legalQualification: !none }, apart),
    ),
  );
}

/** A meeting: two leaders or more, he who signs the decision among them, and a result of the list. */
export function refuseMinutes(state: State, act: Act): Refusal | undefined {
  const attendees = textsOf(act.facts, 'attendees');
  const { approvers } = peopleNow(state);
  const signers = attendees.map((person) => ({ person }));
  const missing = [
    ...(attendees.some((id) => approvers.includes(id)) ? [] : ['签批本案的行政机关负责人参加讨论']),
    ...(textOf(act.facts, 'resultKind') === '' ? ['讨论决定'] : []),
  ];
  return first([
    refuseSingleSignature([], attendees),
    refuseJointRule('minutes', { kind: 'all' }, signers),
    missing.length > 0 ? refusal('notReady', { missing: missing.join('、') }) : undefined,
  ]);
}

// — the decision document —

const written = (act: Act, key: string): string => {
  const value = formOf(act)[key];
  return typeof value === 'string' ? value : '';
};

const everyPartyNamed: Requirement = {
  missing: '决定书写明每一名当事人的编号',
  article: 21,
  statute: '行政处罚法第五十九条',
  met: (matter, { facts }) => {
    const known = partiesOf(matter).map(({ key }) => key);
    const named = textsOf(facts, 'parties');
    if (named.length === 0) return known.length === 1;
    return known.length === new Set(named).size && named.every((party) => known.includes(party));
  },
};

/** 作出之日: not before it was approved, not in the future. */
const dayAgrees: Requirement = {
  missing: '作出决定的日期在负责人批准之日以后、且不晚于今日',
  article: 21,
  met: (matter, { facts, receivedAt }) => {
    const day = textOf(facts, 'decidedAt');
    const approved = matter[DECISION] && approvalOf(matter[DECISION]);
    if (day === '' || !approved) return day !== '';
    return shanghaiDay(approved.receivedAt) <= day && day <= shanghaiDay(receivedAt);
  },
};

/** The approval by the 负责人 that stands. */
export const approvalOf = (state: State): RecordHeader | undefined =>
  Object.values(state.steps)
    .filter(({ step, decision }) => step.startsWith('draft/approve/') && decision === 'agree')
    .sort((one, other) => other.seq - one.seq)[0];

/** What is stamped is what was decided: kind, amounts, basis and evidence of the approved draft. */
const asDecided: Requirement = {
  missing: '决定书的处罚种类、数额、依据和证据与经批准的草案一致',
  article: 21,
  met: (matter, act) => {
    const draft = draftBehind(matter[DECISION], act);
    const one = (key: string) => (act.facts[key] ?? 0) === (draft[key] ?? 0);
    const list = (key: string) => textsOf(act.facts, key).sort().join() === textsOf(draft, key).sort().join();
    const same = ['penaltyKind', 'fine', 'confiscatedAmount'].every(one);
    return same && ['basisKeys', 'evidenceRecords'].every(list);
  },
};

/** 行政复议 to the county government, within 60 days; suit within 6 months: their words must be there. */
const remediesRight: Requirement = {
  missing: '救济途径写明：六十日内向县级人民政府申请行政复议，六个月内向人民法院提起行政诉讼',
  article: 21,
  statute: '行政复议法第二十条、第二十四条，行政诉讼法第四十六条',
  met: (_, act) => {
    const [review, suit] = [written(act, 'reviewRemedy'), written(act, 'suitRemedy')];
    if (review.trim() === '' || suit.trim() === '') return true;
    const within = /(六十|60)\s*(个自然)?日/.test(review) && /(六|6)\s*个月/.test(suit);
    return within && review.includes('人民政府') && suit.includes('人民法院');
  },
};

/** Where a ground of 不予处罚 is a matter of age, capacity or time, it is the one that the case shows. */
const shownGrounds: Readonly<Record<string, (reviewed: Facts, parties: readonly Facts[]) => boolean>> = {
  underFourteen: (reviewed, parties) =>
    [reviewed, ...parties].some((facts) => facts['age'] === 'underFourteen'),
  withoutCapacity: (reviewed, parties) =>
    [reviewed, ...parties].some((facts) => facts['capacity'] === 'none'),
  timeBarred: (reviewed) => refuseTimeBarred(violationIn(reviewed)) !== undefined,
};

const groundReviewed: Requirement = {
  missing: '以年龄、责任能力或者时效为由的，与处罚适用审查表、当事人情况登记表一致',
  article: 21,
  statute: '行政处罚法第三十条、第三十一条、第三十六条',
  met: (matter, { facts }) => {
    const shown = shownGrounds[textOf(facts, 'ground')];
    const reviewed = matter[DECISION] && substanceOn(matter[DECISION]);
    const parties = onFile(matter, 'enforcement-case', 'partyParticulars').map((one) => one.facts);
    return !shown || (reviewed !== undefined && shown(reviewed.facts, parties));
  },
};

/** Every 不予处罚 and 处罚 decision names its parties and its day. */
export const noPenaltyDocument: readonly Requirement[] = [everyPartyNamed, dayAgrees, groundReviewed];
/** The six contents are the form's; these are what a form alone cannot say. */
export const penaltyDocument: readonly Requirement[] = [
  everyPartyNamed,
  dayAgrees,
  asDecided,
  remediesRight,
  penaltyNotHeld,
];

/** Remedies and reasons of discretion: without them it is not sealed. */
export const refusePenaltyDocument = (state: State, act: Act): Refusal | undefined =>
  first([
    refuseWithoutRemedies({
      reviewRemedy: written(act, 'reviewRemedy'),
      suitRemedy: written(act, 'suitRemedy'),
    }),
    refuseUnexplained(
      { benchmark: null, reasons: written(act, 'discretion') },
      textsOf(draftBehind(state, act), 'basisKeys').filter(isLegalBasisKey),
      shanghaiDay(act.receivedAt),
    ),
  ]);

/** The document in which what was approved is to be stamped. */
const documentOf = (matter: WholeMatter): RecordHeader | undefined =>
  matter[DECISION] && madeForStamp(matter[DECISION]);

/** What is sealed is what was issued: final, numbered, stored by hash. */
const issuedBefore: Requirement = {
  missing: '决定书已经编号、制发并存档',
  article: 21,
  met: (matter) => {
    const made = documentOf(matter);
    return made !== undefined && held(matter[DECISION]?.steps ?? {}, issueStep(made.seq)) !== undefined;
  },
};

/**
 * The day it bears is the day on which it is decided: one day for the document, the clock and the service.
 */
const bearsThisDay: Requirement = {
  missing: '决定书写明的作出之日即为盖章之日（不是同一日的，退回重新制作）',
  article: 21,
  statute: '行政处罚法第五十九条',
  met: (matter, { receivedAt }) => {
    const day = textOf(documentOf(matter)?.facts ?? {}, 'decidedAt');
    return day === '' || day === shanghaiDay(receivedAt);
  },
};

/** 盖章: after the approval, and a penalty is still not held. */
export const stampRequirements: readonly Requirement[] = [
  issuedBefore,
  bearsThisDay,
  ofPenalty(penaltyNotHeld),
  {
    missing: '盖章时间不早于负责人批准的时间',
    article: 21,
    met: (matter, { occurredAt }) => {
      const approved = matter[DECISION] && approvalOf(matter[DECISION]);
      return approved !== undefined && occurredAt >= approved.occurredAt;
    },
  },
];
