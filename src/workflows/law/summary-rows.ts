import { isLegalBasisKey } from './legal-bases.js';
import { limits } from './limits.js';
import { shanghaiDay } from './moments.js';
import { startGate, type OpenedFacts, type ProcedureRow } from './procedures.js';
import { OFFICERS } from './record-roles.js';
import { stepKey } from './record/approval-tasks.js';
import { recordedOn, type State } from './record/fold.js';
import { formOf, numberOf, textOf, textsOf, type Act, type Facts, type Task } from './record/kinds.js';
import { partiesOf } from './record/parties.js';
import { underWay, type Requirement } from './record/requirements.js';
import { refuseForPerson, type Age, type Capacity } from './rules/capacity.js';
import { refuseTimeBarred } from './rules/limitation.js';
import { penaltyIn, type ProposedPenalty } from './rules/penalty.js';
import { refuseSecondFine } from './rules/second-fine.js';
import { refuseOnTheSpot } from './rules/summary-procedure.js';
import { penaltyNotHeld } from './with-police.js';
import { first, refusal, type Refusal } from '../refusals.js';

const written = ({ body }: Act, key: string): string => {
  const value = formOf({ body })[key];
  return typeof value === 'string' ? value : '';
};

const spot = (missing: string, statute: string, met: (act: Act) => boolean): Requirement => ({
  missing,
  article: null,
  statute,
  met: (_, act) => met(act),
});

/** 一事不再罚: a case that is being decided, or has been, is not decided on the spot (行政处罚法第二十九条). */
const notDecided: Requirement = {
  missing: '本案没有已经开始的一般程序决定',
  article: null,
  statute: '行政处罚法第二十九条',
  met: (matter) => !underWay(matter, 'decision') && !matter['decision']?.concluded,
};

/** What 行政处罚法第五十二条 asks for on the spot, beside the contents of the form. */
const onTheSpot: readonly Requirement[] = [
  spot('向当事人出示执法证件的情况', '行政处罚法第五十二条、第五十五条', (act) =>
    /\S/.test(written(act, 'certificatesShown')),
  ),
  spot('处罚的种类（警告或者罚款），罚款的写明数额', '行政处罚法第五十一条', ({ facts }) => {
    const penalty = penaltyIn(facts);
    return penalty !== undefined && (penalty.kind !== 'fine' || penalty.fine > 0);
  }),
  spot('依据编号，且为权责清单所列依据', '行政处罚法第三十八条、第五十二条', ({ facts }) => {
    const bases = textsOf(facts, 'basisKeys');
    return bases.length > 0 && bases.every(isLegalBasisKey);
  }),
  spot(
    '救济途径写明应当先申请行政复议（六十日内，向县级人民政府），对复议决定不服的再提起行政诉讼',
    '行政复议法第二十三条',
    (act) => {
      const remedies = written(act, 'remedies');
      const reviewFirst = /先.{0,40}复议|复议前置/.test(remedies);
      return (
        reviewFirst &&
        /(六十|60)\s*日/.test(remedies) &&
        remedies.includes('人民政府') &&
        remedies.includes('诉讼')
      );
    },
  ),
  spot('当场交付当事人（拒绝签收的已注明）', '行政处罚法第五十二条', ({ facts }) =>
    ['signed', 'refused'].includes(textOf(facts, 'signing')),
  ),
  spot('当场作出的时间，不晚于现在', '行政处罚法第五十二条', ({ facts, receivedAt }) => {
    const at = facts['decidedAt'];
    return typeof at === 'number' && at > 0 && at <= receivedAt;
  }),
  {
    missing: '当事人类别，与卷内当事人一致',
    article: null,
    statute: '行政处罚法第五十一条',
    met: (matter, { facts }) => {
      const kind = textOf(facts, 'partyKind');
      const party = partiesOf(matter)[0];
      const opened = textOf(matter['case-initiation']?.opening?.facts ?? {}, 'partyKind');
      return kind !== '' && party !== undefined && (opened === '' || opened === kind);
    },
  },
  notDecided,
  penaltyNotHeld,
];

/** 200 yuan of a citizen, 3 000 of an organisation, or a warning: above it the ordinary way; and one only. */
function refuseSpot(state: State, { facts, receivedAt }: Act): Refusal | undefined {
  if (recordedOn(state, 'spotPenaltyDecision').length > 0)
    return refusal('alreadyUnderReview', { document: '当场行政处罚决定书' });
  const penalty = penaltyIn(facts);
  const party = textOf(facts, 'partyKind') === 'organisation' ? 'organisation' : 'citizen';
  return penalty && first([refuseOnTheSpot(party, penalty), refuseSpotSubstance(facts, receivedAt, penalty)]);
}

/**
 * What bars a penalty bars it on the spot: time, age, capacity, an earlier fine (行政处罚法第二十九条至第三十一条、第三十六条).
 * The officers discover the violation the day they decide; a violation for which five years might be asked
 * is no plain one.
 */
function refuseSpotSubstance(
  facts: Facts,
  receivedAt: number,
  { fine }: ProposedPenalty,
): Refusal | undefined {
  const discovered = shanghaiDay(numberOf(facts, 'decidedAt') ?? receivedAt);
  const ended = textOf(facts, 'violationEnded');
  const person = textOf(facts, 'partyKind') === 'citizen';
  return first([
    ended > discovered
      ? refusal('momentWrong', { what: '违法行为发生之日', why: '晚于当场作出决定之日' })
      : refuseTimeBarred({ ended, discovered, grave: false, harmful: false }),
    person
      ? refuseForPerson(textOf(facts, 'age') as Age, textOf(facts, 'capacity') as Capacity, 'lighter')
      : undefined,
    refuseSecondFine(textOf(facts, 'earlierFine') === 'fined', fine),
  ]);
}

/** Whoever finds that it cannot be decided on the spot says so: the case goes the ordinary way. */
export const ordinaryTask = (handlers: readonly string[]): Task => ({
  step: stepKey('ordinary', 'submit', 1),
  role: 'handler',
  document: null,
  decisions: ['submit'],
  candidates: [...handlers],
});

/** Key of the clock of the filing. */
export const SPOT_FILING_CLOCK = 'spot-filing';

/** 应当报所属行政机关备案 — 行政处罚法第五十二条. */
export const filingTask = (handlers: readonly string[]): Task => ({
  step: stepKey('spot-filing', 'submit', 1),
  role: 'handler',
  document: 'spotPenaltyFiling',
  decisions: ['submit'],
  candidates: [...handlers],
  clock: SPOT_FILING_CLOCK,
});

/** 简易程序 — 行政处罚法第五十一条至第五十三条. */
export const summaryPenaltyRow: ProcedureRow<OpenedFacts> = {
  key: 'summary-penalty',
  workflowType: 'summaryPenalty',
  title: '当场处罚（简易程序）',
  article: 21,
  phase: 'decision',
  openedBy: ['officer'],
  opensMatter: false,
  opening: null,
  exercises: 'penalty',
  beforeApproval: 'allowed',
  requires: [penaltyNotHeld, notDecided],
  records: {
    spotPenaltyDecision: {
      article: 21,
      by: OFFICERS,
      officers: limits.officers.value,
      requires: onTheSpot,
      refuse: refuseSpot,
      starts: (_, { facts, occurredAt }) => [
        {
          key: SPOT_FILING_CLOCK,
          period: 'spotPenaltyFiling',
          from: numberOf(facts, 'decidedAt') ?? occurredAt,
        },
      ],
    },
  },
  steps: {
    ordinary: {
      label: '转为一般程序',
      asks: '当场作出处罚决定的，填报当场行政处罚决定书；不适用简易程序的，写明理由，转为一般程序',
      document: null,
      article: 21,
    },
    'spot-filing': {
      label: '当场行政处罚备案表',
      asks: '将当场作出的行政处罚决定报本机关备案',
      document: 'spotPenaltyFiling',
      article: 21,
      refuse: (_, { facts, receivedAt }) => {
        const at = facts['filedAt'];
        const sound = typeof at === 'number' && at <= receivedAt;
        return sound ? undefined : refusal('momentWrong', { what: '报备时间', why: '未填写或者晚于现在' });
      },
    },
  },
  outcomes: { penalty: '当场给予行政处罚', ordinary: '转为一般程序', caseEnded: '案件已终止' },
  begins: ({ people }) => ({ opens: [ordinaryTask(people.handlers)], starts: [] }),
  gate: (file) => startGate(summaryPenaltyRow, file),
};
