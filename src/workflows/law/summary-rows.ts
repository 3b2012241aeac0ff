import { caseGoesOn } from './case-requirements.js';
import { penaltyNotHeld } from './decision-requirements.js';
import { isLegalBasisKey } from './legal-bases.js';
import { limits } from './limits.js';
import { startGate, type OpenedFacts, type ProcedureRow } from './procedures.js';
import { OFFICERS } from './record-roles.js';
import { stepKey } from './record/approval-tasks.js';
import { recordedOn, type State } from './record/fold.js';
import { textOf, textsOf, type Act, type Body, type Task } from './record/kinds.js';
import { partiesOf } from './record/parties.js';
import { underWay, type Requirement } from './record/requirements.js';
import { penaltyIn } from './rules/penalty.js';
import { refuseOnTheSpot } from './rules/summary-procedure.js';
import { refusal, type Refusal } from '../refusals.js';

const written = ({ body }: Act, key: string): string => {
  const value = ((body['form'] ?? {}) as Body)[key];
  return typeof value === 'string' ? value : '';
};

const spot = (missing: string, statute: string, met: (act: Act) => boolean): Requirement => ({
  missing,
  article: null,
  statute,
  met: (_, act) => met(act),
});

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
      const first = /先.{0,40}复议|复议前置/.test(remedies);
      return (
        first && /(六十|60)\s*日/.test(remedies) && remedies.includes('人民政府') && remedies.includes('诉讼')
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
  {
    missing: '本案没有已经开始的一般程序决定',
    article: null,
    statute: '行政处罚法第二十九条',
    met: (matter) => !underWay(matter, 'decision') && !matter['decision']?.concluded,
  },
  caseGoesOn,
  penaltyNotHeld,
];

/** 200 yuan of a citizen, 3 000 of an organisation, or a warning: above it the ordinary way; and one only. */
function refuseSpot(state: State, { facts }: Act): Refusal | undefined {
  if (recordedOn(state, 'spotPenaltyDecision').length > 0)
    return refusal('alreadyUnderReview', { document: '当场行政处罚决定书' });
  const penalty = penaltyIn(facts);
  const party = textOf(facts, 'partyKind') === 'organisation' ? 'organisation' : 'citizen';
  return penalty && refuseOnTheSpot(party, penalty);
}

/** Whoever finds that it cannot be decided on the spot says so: the case goes the ordinary way. */
export const ordinaryTask = (handlers: readonly string[]): Task => ({
  step: stepKey('ordinary', 'submit', 1),
  role: 'handler',
  document: null,
  decisions: ['submit'],
  candidates: [...handlers],
});

/** 应当报所属行政机关备案. Within how many days no text we have read says. */
export const filingTask = (handlers: readonly string[]): Task => ({
  step: stepKey('spot-filing', 'submit', 1),
  role: 'handler',
  document: 'spotPenaltyFiling',
  decisions: ['submit'],
  candidates: [...handlers],
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
  beforeApproval: 'allowed',
  requires: [caseGoesOn, penaltyNotHeld],
  records: {
    spotPenaltyDecision: {
      article: 21,
      by: OFFICERS,
      officers: limits.officers.value,
      requires: onTheSpot,
      refuse: refuseSpot,
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
  outcomes: { penalty: '当场给予行政处罚', ordinary: '转为一般程序' },
  begins: ({ people }) => ({ opens: [ordinaryTask(people.handlers)], starts: [] }),
  gate: (file) => startGate(summaryPenaltyRow, file),
};
