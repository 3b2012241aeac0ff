import { caseOfThisMatter, matterChains } from './matter-chains.js';
import type { OpenedFacts, ProcedureRow } from './procedures.js';
import { readStep } from './record/approval-tasks.js';
import { prolongedInTime, refuseProlonging } from './prolonging.js';
import { notAhead, type Requirement } from './record/requirements.js';
import { textOf } from './record/kinds.js';

/** Key of the clock of the verification. */
export const VERIFICATION_CLOCK = 'verification';

/** 因特殊原因不能在规定期限内完成核查的，经本机关负责人批准，可以延长十日 — 住房和城乡建设行政处罚程序规定第十五条; once. */
export const verificationProlonging = {
  document: 'periodExtensionForm',
  subject: 'extension',
  clock: VERIFICATION_CLOCK,
  period: 'verificationExtension',
} as const;

/** Facts of a complaint as it was received: when (epoch ms), and whether its author gave his name. */
export type ComplaintFacts = OpenedFacts & { receivedAt: number; realName: 'realName' | 'anonymous' };

/** 启动的案件 is on the ledger: the record of a case that is named but was never opened would be a false link. */
const caseOpened: Requirement = {
  missing: '所填案件编号的案件已在本系统启动',
  article: 10,
  met: (matter, { facts }) => {
    const number = textOf(facts, 'caseNumber');
    return number === '' || matter[matterChains.procedureOf(number)]?.opening !== undefined;
  },
};

/** A complaint that led to a case names it before it is closed. */
const caseNamed: Requirement = {
  missing: '启动的案件编号',
  article: 10,
  met: (_, { facts }) => textOf(facts, 'caseNumber') !== '',
};

/** 投诉举报: from its receipt to the case it led to, or to the notice that none is started (第十条). */
export const complaintRow: ProcedureRow<ComplaintFacts> = {
  key: 'complaint',
  workflowType: 'complaint',
  title: '投诉举报办理',
  article: 10,
  phase: 'initiation',
  matter: 'complaint',
  openedBy: ['clerk', 'officer', 'unitHead'],
  opensMatter: true,
  opening: 'complaintReceipt',
  requires: [notAhead('receivedAt', '收到投诉、举报的时间', 10)],
  media: 'complaint',
  beforeApproval: 'allowed',
  steps: {
    'verification-report': {
      label: '线索核查报告',
      asks: '核查投诉、举报的内容，提出是否启动执法程序的建议',
      document: 'complaintVerificationReport',
      article: 10,
    },
    'complaint-outcome': {
      label: '投诉举报处理审批表',
      asks: '填写处理意见，报本机关负责人批准',
      document: 'complaintOutcome',
      article: 10,
    },
    extension: {
      label: '延长核查期限审批表',
      asks: '说明延长核查期限的理由，报本机关负责人批准',
      document: 'periodExtensionForm',
      article: 10,
      requires: [prolongedInTime(verificationProlonging, 10)],
    },
    'case-link': {
      label: '启动的案件',
      asks: '启动执法案件后，填写案件编号',
      document: 'complaintCaseLink',
      article: 10,
      requires: [caseNamed, caseOpened, caseOfThisMatter(10)],
    },
    'complainant-told': {
      label: '告知实名投诉人、举报人',
      asks: '将不启动或者移送的情况告知实名投诉人、举报人，留存凭证',
      document: 'complainantTold',
      article: 10,
    },
  },
  records: {
    periodExtensionForm: {
      article: 10,
      by: ['handler'],
      refuse: refuseProlonging(verificationProlonging),
    },
  },
  outcomes: {
    started: '已启动执法案件',
    notStarted: '不启动执法程序',
    passedOn: '已移送有管辖权的机关',
  },
  begins: ({ people, receivedAt }) => ({
    opens: [
      {
        step: 'verification-report/submit/1',
        role: 'handler',
        document: 'complaintVerificationReport',
        decisions: ['submit'],
        candidates: [...people.handlers],
      },
    ],
    starts: [{ key: VERIFICATION_CLOCK, period: 'verification', from: receivedAt }],
  }),
  reads: ({ step, facts }) =>
    readStep(step).subject === 'case-link' ? matterChains.named(textOf(facts, 'caseNumber')) : [],
  gate: () => undefined,
};
