import { startIsApproved } from './case-requirements.js';
import { evidenceOf, evidenceOpen, evidenceRecords } from './evidence-records.js';
import { startGate, type OpenedFacts, type ProcedureRow, type RecordRow } from './procedures.js';
import { readStep, submitTask } from './record/approval-tasks.js';
import { textOf, type Act, type Facts } from './record/kinds.js';
import { ONLY_PARTY, partiesOf } from './record/parties.js';
import { instancesOf, onFile, type Requirement, type WholeMatter } from './record/requirements.js';
import { OFFICERS } from './record-roles.js';
import { recusalRecords, recusalsDecided, recusalSteps } from './recusal-rows.js';

/** Subject of the approval of 案件调查终结报告. */
export const REPORT_SUBJECT = 'investigation-report';
const part = ({ step }: Act): string => readStep(step).part;
/** 陈述、申辩、申请回避: each told, how and when — 第十二条. 听证 is told with the notice. */
const RIGHTS = { statement: '陈述', defence: '申辩', recusal: '申请回避' } as const;

const toldRights = (matter: WholeMatter): Facts[] =>
  onFile(matter, 'investigation', 'rightsToldRecord').map(({ facts }) => facts);

const rightTold = (right: keyof typeof RIGHTS): Requirement => ({
  missing: `向每一名当事人告知${RIGHTS[right]}权利的方式和时间`,
  article: 12,
  statute: '行政处罚法第四十四条、第五十五条',
  met: (matter) =>
    partiesOf(matter).every(({ key }) =>
      toldRights(matter).some(
        (facts) => facts[right] === 'told' && (textOf(facts, 'party') || ONLY_PARTY) === key,
      ),
    ),
});

const somethingProven: Requirement = {
  missing: '调查取得的证据（至少一份）',
  article: 13,
  statute: '行政处罚法第五十四条',
  met: (matter) => evidenceOf(matter).length > 0,
};

const listsForNotices: Requirement = {
  missing: '每份《抽查取样通知书》的《抽样物品清单》',
  article: 13,
  met: (matter) =>
    onFile(matter, 'investigation', 'samplingList').length >=
    onFile(matter, 'investigation', 'samplingNotice').length,
};

const appraisalsEnded: Requirement = {
  missing: '委托的检验、检测、鉴定已有结果',
  article: 13,
  met: (matter) => instancesOf(matter, 'appraisal').every(({ concluded }) => concluded),
};

const proposalSaid: Requirement = {
  missing: '报告中拟处理的方式',
  article: 16,
  met: (_, act) => part(act) !== 'submit' || textOf(act.facts, 'proposalKind') !== '',
};

const paper = (more: Partial<RecordRow>): RecordRow => ({
  article: 12,
  by: OFFICERS,
  ...more,
});

/** 第十一条至第十四条: one of a case, from its start to the approved 案件调查终结报告. */
export const investigationRow: ProcedureRow<OpenedFacts> = {
  key: 'investigation',
  workflowType: 'investigation',
  title: '调查取证',
  article: 11,
  phase: 'investigation',
  openedBy: ['officer'],
  opensMatter: false,
  opening: null,
  beforeApproval: 'inEmergency',
  records: {
    ...evidenceRecords(),
    ...recusalRecords(),
  },
  steps: {
    [REPORT_SUBJECT]: {
      label: '案件调查终结报告',
      asks: '调查终结后，写出案件调查终结报告，提出处理意见',
      document: 'investigationReport',
      article: 13,
      requires: [
        startIsApproved,
        rightTold('statement'),
        rightTold('defence'),
        rightTold('recusal'),
        somethingProven,
        listsForNotices,
        appraisalsEnded,
        proposalSaid,
        recusalsDecided,
      ],
    },
    ...recusalSteps,
  },
  outcomes: {
    penalty: '调查终结，拟给予行政处罚',
    noPenalty: '调查终结，拟不予行政处罚',
    notProven: '调查终结，违法事实不能成立',
    transfer: '调查终结，涉嫌犯罪，拟移送',
    referral: '调查终结，拟报颁发证书的机关处理',
    termination: '调查终结，拟终止案件',
    caseEnded: '案件终止，调查随之结束',
  },
  begins: ({ people }) => ({
    opens: [submitTask(REPORT_SUBJECT, 'investigationReport', 1, people.handlers)],
    starts: [],
  }),
  gate: (file) => startGate(investigationRow, file),
};

/**
 * 指定或委托法定的鉴定机构出具鉴定意见 — 第十三条（七）. Its time is not counted in the term of the case (B9, from
 * memory of the housing rule), so the case hears of its opening.
 */
export const appraisalRow: ProcedureRow<OpenedFacts> = {
  key: 'appraisal',
  workflowType: 'appraisal',
  title: '检验、检测、鉴定',
  article: 13,
  phase: 'investigation',
  openedBy: ['officer'],
  opensMatter: false,
  opening: 'appraisalCommission',
  many: true,
  requires: [evidenceOpen],
  tellsOpening: true,
  beforeApproval: 'inEmergency',
  records: {
    testNotice: paper({ article: 13 }),
    appraisalOpinion: paper({ article: 13, requires: [evidenceOpen] }),
    testResultNotice: paper({ article: 13 }),
  },
  steps: {},
  outcomes: {
    received: '已取得鉴定意见',
    ended: '检验、检测、鉴定已结束',
    caseEnded: '案件终止，鉴定随之结束',
  },
  begins: () => ({ opens: [], starts: [] }),
  gate: (file) => startGate(appraisalRow, file),
};
