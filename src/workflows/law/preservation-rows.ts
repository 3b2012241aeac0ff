import { startGate, type OpenedFacts, type ProcedureRow } from './procedures.js';
import { reviewTask } from './record/approval-tasks.js';

/** Key of the clock of the disposition. */
export const DISPOSITION_CLOCK = 'preservation-disposition';

/** 先行登记保存: approved before, also in an emergency; disposed of within seven working days. */
export const evidencePreservationRow: ProcedureRow<OpenedFacts> = {
  key: 'evidence-preservation',
  workflowType: 'evidencePreservation',
  title: '证据先行登记保存',
  article: 15,
  phase: 'investigation',
  openedBy: ['officer'],
  opensMatter: false,
  opening: 'preservationApprovalForm',
  many: true,
  beforeApproval: 'never',
  steps: {
    'preservation-form': {
      label: '先行登记保存证据审批表',
      asks: '填写先行登记保存证据审批表，报本机关负责人批准',
      document: 'preservationApprovalForm',
      article: 15,
    },
    'preservation-notice': {
      label: '先行登记保存证据通知书',
      asks: '实施先行登记保存，当场清点，开具通知书',
      document: 'preservationNotice',
      article: 15,
    },
    'preservation-disposition': {
      label: '先行登记保存证据处理决定',
      asks: '七个工作日内作出处理决定',
      document: 'preservationDisposition',
      article: 15,
    },
  },
  outcomes: { notApproved: '未批准先行登记保存', disposed: '已作出处理决定' },
  begins: ({ people }) => ({
    opens: [reviewTask('preservation-form', 'preservationApprovalForm', 1, people)],
    starts: [],
  }),
  gate: (file) => startGate(evidencePreservationRow, file),
};
