import { startIsApproved } from './case-requirements.js';
import { evidenceOf } from './evidence-records.js';
import { shanghaiDay } from './moments.js';
import {
  hearingOf,
  isDefenceReviewed,
  isRequestSettled,
  isServedOn,
  isTermOver,
  isWaived,
  NOTICE,
  noticedParties,
  noticeFacts,
  partyOf,
  rightsIn,
  statementsOn,
} from './notice-rights.js';
import { recordedOn, type State } from './record/fold.js';
import { formOf, textOf, textsOf, type Act, type Facts } from './record/kinds.js';
import { partiesOf } from './record/parties.js';
import {
  onOwnRecord,
  concludedAs,
  instancesOf,
  outcomeOn,
  type Requirement,
  type WholeMatter,
} from './record/requirements.js';
import { isReportedAs } from './reported.js';
import { hearingDuty } from './rules/hearing.js';
import { heavierThan } from './rules/notice.js';
import { penaltyIn, refuseOthersDecision, type ProposedPenalty } from './rules/penalty.js';
import { crimeTransferEnded, penaltyNotHeld } from './with-police.js';

const DECISION = 'decision';

// — before a notice is given —

/** A form that nobody has filled in yet lacks nothing but that: its list of contents says so. */
const isBlank = ({ kind, decision, body }: Act): boolean =>
  (kind === 'opening' || decision === 'submit') && Object.keys(formOf({ body })).length === 0;

/** What the notice that an act makes, reviews or approves tells. */
function toldBy(matter: WholeMatter, act: Act): Facts {
  const own = matter[act.procedure];
  return act.kind === 'opening' || act.decision === 'submit' || !own ? act.facts : noticeFacts(own);
}

/** About what the notice says, whenever its form is filled in. */
const ofNotice = (
  words: Omit<Requirement, 'met'>,
  met: (told: Facts, matter: WholeMatter, act: Act) => boolean,
): Requirement => ({
  ...words,
  met: (matter, act) => isBlank(act) || met(toldBy(matter, act), matter, act),
});

/** Whether a hearing must be offered to one of the parties that a notice names. */
function mustOfferHearing(told: Facts, matter: WholeMatter, day: string): boolean {
  const penalty = penaltyIn(told);
  const named = noticedParties(told);
  const kinds = partiesOf(matter).filter(({ key }) => named.includes(key));
  return penalty !== undefined && kinds.some(({ kind }) => hearingDuty(kind, penalty, day).offered);
}

/** Notices to the same party. */
const toTheSame = (matter: WholeMatter, act: Act, told: Facts): State[] =>
  instancesOf(matter, NOTICE).filter(
    (state) =>
      state.opening?.procedure !== act.procedure &&
      noticedParties(noticeFacts(state)).some((party) => noticedParties(told).includes(party)),
  );

/** Of those, the ones that were given before, taken back or not. */
const givenBefore = (matter: WholeMatter, act: Act, told: Facts): State[] =>
  toTheSame(matter, act, told).filter(isGiven);

/** It left the house: it was approved. */
const isGiven = (state: State): boolean =>
  Object.values(state.steps).some(({ step, decision }) => decision === 'agree' && isApproval(step));

const isApproval = (step: string): boolean => step.startsWith(`${NOTICE}/approve/`);

/** What a notice must say beside the contents of its form. */
export const noticeContents: readonly Requirement[] = [
  ofNotice({ missing: '告知书写明受告知的当事人，且均为本案在卷的当事人', article: 12 }, (told, matter) => {
    const known = partiesOf(matter).map(({ key }) => key);
    const named = textsOf(told, 'parties');
    return named.length === 0 ? known.length === 1 : named.every((party) => known.includes(party));
  }),
  ofNotice(
    { missing: '告知书写明拟处罚的种类，罚款的写明数额', article: 12, statute: '行政处罚法第四十四条' },
    (told) => {
      const penalty = penaltyIn(told);
      return penalty !== undefined && (penalty.kind !== 'fine' || penalty.fine > 0);
    },
  ),
  ofNotice(
    {
      missing: '拟处罚的种类由本局决定（由颁发证书的机关决定的，提出处罚建议）',
      article: 2,
      statute: '建筑法第七十六条',
    },
    (told) => {
      const penalty = penaltyIn(told);
      return penalty === undefined || refuseOthersDecision(penalty) === undefined;
    },
  ),
  ofNotice(
    {
      missing: '告知要求听证的权利（应当告知的情形；较大数额的标准未设定前，任何罚款、没收一律告知）',
      article: 12,
      statute: '行政处罚法第六十三条',
    },
    (told, matter, { receivedAt }) =>
      textOf(told, 'hearingOffered') === 'offered' ||
      !mustOfferHearing(told, matter, shanghaiDay(receivedAt)),
  ),
  ofNotice(
    { missing: '重新告知的，写明重新告知的情形', article: 12, statute: '行政处罚法第四十四条' },
    (told, matter, act) =>
      givenBefore(matter, act, told).length === 0 || textOf(told, 'renewalGround') !== '',
  ),
  ofNotice(
    {
      missing: '重于原告知的，以新的事实或者证据为据（原告知之后入卷的证据；不得因陈述、申辩加重）',
      article: 12,
      statute: '行政处罚法第四十五条',
    },
    (told, matter, act) => {
      const last = givenBefore(matter, act, told).at(-1);
      const before = last && penaltyIn(noticeFacts(last));
      const now = penaltyIn(told);
      if (!before || !now || heavierThan(before, now).length === 0) return true;
      const since = last.opening?.seq ?? 0;
      return (
        textOf(told, 'renewalGround') === 'newFacts' && evidenceOf(matter).some(({ seq }) => seq > since)
      );
    },
  ),
];

/** What must be on file before a notice is given (行政处罚法第四十四条), with what it must say. */
export const noticeRequirements: readonly Requirement[] = [
  startIsApproved,
  {
    missing: '《案件调查终结报告》已经审核批准，拟给予行政处罚（认为涉嫌犯罪的，移送有结果后由本局依法处理）',
    article: 16,
    statute: '住房和城乡建设行政处罚程序规定第二十条',
    met: (matter) => isReportedAs(matter, 'penalty', 'transfer'),
  },
  ofNotice(
    { missing: '对该当事人没有正在办理的另一次告知（须先办结或者撤回）', article: 12 },
    (told, matter, act) => toTheSame(matter, act, told).every((state) => state.concluded !== undefined),
  ),
  penaltyNotHeld,
  crimeTransferEnded,
  {
    missing: '尚未作出决定',
    article: 21,
    met: (matter) => !concludedAs(matter, DECISION, 'penalty', 'noPenalty', 'notProven'),
  },
  ...noticeContents,
];

// — before a notice is closed —

/** What must be so before 承办人 closes a notice: nobody's right is open any more. */
export const closingRequirements: readonly Requirement[] = [
  onOwnRecord(
    { missing: '各当事人陈述、申辩和要求听证的期限均已届满，或者已经明确放弃', article: 12 },
    (state, { receivedAt }) =>
      noticedParties(noticeFacts(state)).every((party) =>
        rightsIn(state).every(
          (right) => isWaived(state, right, party) || isTermOver(state, right, party, receivedAt),
        ),
      ),
  ),
  onOwnRecord(
    { missing: '当事人的陈述、申辩均已复核', article: 13, statute: '行政处罚法第四十五条' },
    (state) => statementsOn(state).every((statement) => isDefenceReviewed(state, statement)),
  ),
  onOwnRecord(
    {
      missing: '听证要求均已处理（逾期提出的，已经决定是否准予）',
      article: 13,
      statute: '行政处罚法第六十四条',
    },
    (state, _, matter) =>
      recordedOn(state, 'hearingRequest').every(
        (request) => isRequestSettled(state, request) || hearingOf(matter, state, request) !== undefined,
      ),
  ),
];

// — before a decision —

/**
 * The notice that stands for a party: the latest that names him and was neither refused nor taken back. One
 * that is still on its way stands already, so that a decision waits for it.
 */
export const noticeFor = (matter: WholeMatter, party: string): State | undefined =>
  instancesOf(matter, NOTICE)
    .filter((state) => !['notApproved', 'withdrawn'].includes(outcomeOn(state) ?? ''))
    .filter((state) => noticedParties(noticeFacts(state)).includes(party))
    .at(-1);

/** Asked of every party with the notice that stands for him; without one it is not met. */
const ofEveryParty = (
  words: Omit<Requirement, 'met'>,
  met: (notice: State, party: string, matter: WholeMatter, act: Act) => boolean,
): Requirement => ({
  ...words,
  met: (matter, act) =>
    partiesOf(matter).every(({ key }) => {
      const notice = noticeFor(matter, key);
      return notice !== undefined && met(notice, key, matter, act);
    }),
});

/** 在作出行政处罚决定之前，未……告知……的，不得作出行政处罚决定 — 行政处罚法第六十二条. */
export const noticeServedOnEveryParty = ofEveryParty(
  {
    missing: '行政处罚意见告知书已送达每一名当事人',
    article: 12,
    statute: '行政处罚法第四十四条、第六十二条',
  },
  isServedOn,
);

/** The term has run for each party from his own service, or he has expressly waived it (第六十二条). */
export const defencePeriodOver = ofEveryParty(
  {
    missing: '每一名当事人陈述、申辩的期限已届满或者已明确放弃（期限为暂算的，待放假安排公布）',
    article: 12,
    statute: '行政处罚法第四十五条、第六十二条',
  },
  (notice, party, _, { receivedAt }) =>
    isWaived(notice, 'defence', party) || isTermOver(notice, 'defence', party, receivedAt),
);

/** 对当事人提出的事实、理由和证据，应当进行复核 — 行政处罚法第四十五条: in writing, of every statement on file. */
export const defenceReviewed: Requirement = {
  missing: '当事人的陈述、申辩均已书面复核',
  article: 13,
  statute: '行政处罚法第四十五条',
  met: (matter) =>
    instancesOf(matter, NOTICE).every((state) =>
      statementsOn(state).every((statement) => isDefenceReviewed(state, statement)),
    ),
};

/**
 * Of every party to whom a hearing was offered or granted: it was held or given up, its request was refused,
 * the right was waived, or its term has lapsed.
 */
export const hearingHeldOrGivenUp = ofEveryParty(
  {
    missing: '每一名当事人的听证已经举行、放弃，或者要求听证的期限已届满',
    article: 13,
    statute: '行政处罚法第六十三条、第六十四条',
  },
  (notice, party, matter, { receivedAt }) => {
    const his = recordedOn(notice, 'hearingRequest').filter((request) => partyOf(notice, request) === party);
    const settled = his.every((request) => {
      const hearing = hearingOf(matter, notice, request);
      return hearing ? hearing.concluded !== undefined : isRequestSettled(notice, request);
    });
    const lapsed =
      his.length > 0 ||
      !rightsIn(notice).includes('hearing') ||
      isWaived(notice, 'hearing', party) ||
      isTermOver(notice, 'hearing', party, receivedAt);
    return settled && lapsed;
  },
);

/** The penalty a decision is about: of the act itself, else of its latest form that names one. */
function penaltyDecided(matter: WholeMatter, act: Act): ProposedPenalty | undefined {
  const drafts = instancesOf(matter, DECISION).flatMap((state) => Object.values(state.steps));
  const latest = drafts.filter(({ facts }) => penaltyIn(facts)).sort((one, other) => other.seq - one.seq)[0];
  return penaltyIn(act.facts) ?? (latest && penaltyIn(latest.facts));
}

/**
 * 行政机关不得因当事人陈述、申辩而给予更重的处罚 — 行政处罚法第四十五条. Measured for each party by the notice that stands for him.
 * Limit: a case has one decision, and its amounts are each party's.
 */
export const notHeavierThanNotice: Requirement = {
  missing: '决定不重于对每一名当事人的告知（加重的，以新的事实重新告知）',
  article: 12,
  statute: '行政处罚法第四十五条',
  met: (matter, act) => {
    const decided = penaltyDecided(matter, act);
    return (
      decided === undefined ||
      partiesOf(matter).every(({ key }) => {
        const notice = noticeFor(matter, key);
        const told = notice && penaltyIn(noticeFacts(notice));
        return told !== undefined && heavierThan(told, decided).length === 0;
      })
    );
  },
};

/** The evidence heard at the hearings of the case, by its records' numbers; undefined where none was held. */
function evidenceHeard(matter: WholeMatter): string[] | undefined {
  const held = instancesOf(matter, 'hearing').filter((state) => outcomeOn(state) === 'held');
  if (held.length === 0) return undefined;
  const records = held.flatMap((state) => Object.values(state.steps));
  return records
    .filter(({ kind, step }) => kind === 'decided' && step.startsWith('hearing-record'))
    .flatMap(({ facts }) => textsOf(facts, 'evidenceRecords'));
}

/**
 * 听证结束后，行政机关应当根据听证笔录……作出决定 — 行政处罚法第六十五条. Asked of an act that says on which records it relies
 * (`evidenceRecords`).
 */
export const restsOnHearingRecord: Requirement = {
  missing: '经过听证的，决定所依据的证据均经听证质证并记入听证笔录',
  article: 13,
  statute: '行政处罚法第六十五条',
  met: (matter, { facts }) => {
    const heard = evidenceHeard(matter);
    return heard === undefined || textsOf(facts, 'evidenceRecords').every((record) => heard.includes(record));
  },
};

/** Everything of notice, defence and hearing that a decision asks for (第十二条, 第十三条). */
export const toldAndHeard: readonly Requirement[] = [
  noticeServedOnEveryParty,
  defencePeriodOver,
  defenceReviewed,
  hearingHeldOrGivenUp,
  notHeavierThanNotice,
  restsOnHearingRecord,
];
