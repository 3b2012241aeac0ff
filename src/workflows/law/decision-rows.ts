import {
  COUNTERSIGN,
  DISCUSSION,
  DISCUSSION_SIGNATURE,
  DRAFT,
  LEGAL_REVIEW,
  legalReviewStep,
  minutesStep,
  openCountersign,
  SUBMISSION,
  submissionStep,
  SUBSTANCE,
  type Proposal,
} from './decision-drafts.js';
import { transferBegins } from './crime-transfer-rows.js';
import {
  approvalRequirements,
  DECISION,
  decisionOpens,
  draftRequirements,
  noPenaltyDocument,
  penaltyDocument,
  penaltyMinuted,
  refuseDraft,
  refuseLegalReviewer,
  refuseMinutes,
  refusePenaltyDocument,
  stampRequirements,
  submittedAsHeard,
  submittedForLimitation,
  substanceDays,
  substanceOpen,
} from './decision-requirements.js';
import type { DocumentKey } from './documents.js';
import { startGate, type CasePeople, type OpenedFacts, type ProcedureRow } from './procedures.js';
import { HEADS, OFFICERS } from './record-roles.js';
import { stepKey, submitTask } from './record/approval-tasks.js';
import { jointChangeRow } from './record/joint.js';
import { STAMP } from './record/issuing.js';
import type { Task } from './record/kinds.js';
import { givenBack } from './with-police.js';

/** Subject of the report by which a decision to transfer begins the transfer. */
export const TRANSFER_REPORT = 'transfer-report';

/** What each approved proposal is issued as, and what the decision came to. */
export const issued = {
  penalty: { subject: 'penalty-decision', document: 'penaltyDecision', outcome: 'penalty', served: true },
  minorNoPenalty: {
    subject: 'no-penalty-decision',
    document: 'noPenaltyDecision',
    outcome: 'noPenalty',
    served: true,
  },
  notProven: {
    subject: 'not-proven-decision',
    document: 'notProvenDecision',
    outcome: 'notProven',
    served: true,
  },
  referral: {
    subject: 'referral',
    document: 'referralToIssuingAuthority',
    outcome: 'referred',
    served: false,
  },
} as const satisfies Record<
  Exclude<Proposal, 'crimeTransfer'>,
  { subject: string; document: DocumentKey; outcome: string; served: boolean }
>;

// — the tasks —

/** 处罚适用审查: by 承办人, before anything is drafted. */
export const substanceTask = ({ handlers }: CasePeople): Task =>
  submitTask(SUBSTANCE, 'substanceReview', 1, handlers);

/** 移送涉嫌犯罪案件报告, of the draft whose transfer was approved. */
export const transferReportTask = (draft: number, { handlers }: CasePeople): Task =>
  submitTask(TRANSFER_REPORT, 'crimeTransferReport', draft, handlers);

/** 起草: by 承办人; in a later round by whoever drafted before. */
export const draftTask = (round: number, candidates: readonly string[]): Task => ({
  step: stepKey(DRAFT, 'submit', round),
  role: 'drafter',
  document: 'draftingRecord',
  decisions: ['submit'],
  candidates: [...candidates],
});

/** 起草机构审查人. */
export const draftReviewTask = (round: number, { reviewers }: CasePeople): Task => ({
  step: stepKey(DRAFT, 'review', round),
  role: 'draftReviewer',
  document: 'draftingRecord',
  decisions: ['agree', 'return'],
  candidates: [...reviewers],
});

/** Which grounds of 法制审核 and 集体讨论 the draft has. */
export const submissionTask = (draft: number, { handlers }: CasePeople): Task => ({
  step: submissionStep(draft),
  role: 'handler',
  document: 'legalReviewSubmission',
  decisions: ['submit'],
  candidates: [...handlers],
});

/** 法制审核: a result, never a 同意 that somebody else could give instead. */
export const legalReviewTask = (draft: number, { legalOffice }: CasePeople): Task => ({
  step: legalReviewStep(draft),
  role: 'legalReviewer',
  document: 'legalReviewOpinion',
  decisions: ['submit'],
  candidates: [...legalOffice],
});

/** The minutes of a meeting of the leaders. */
export const minutesTask = (draft: number, meeting: number, { handlers }: CasePeople): Task => ({
  step: minutesStep(draft, meeting),
  role: 'handler',
  document: 'collectiveDiscussionRecord',
  decisions: ['submit'],
  candidates: [...handlers],
});

/** 负责人签署意见、签名 — 第二十条. */
export const leaderTask = (round: number, { approvers }: CasePeople): Task => ({
  step: stepKey(DRAFT, 'approve', round),
  role: 'agencyHead',
  document: 'leaderApproval',
  decisions: ['agree', 'return'],
  candidates: [...approvers],
});

/** 盖章: nothing is typed, the document is whole already; one with a fault is returned, and made again. */
export const stampTask = ({ handlers }: CasePeople, round = 1): Task => ({
  step: stepKey(STAMP, 'submit', round),
  role: 'handler',
  document: null,
  decisions: ['submit', 'return'],
  candidates: [...handlers],
});

// — the row —

const steps: ProcedureRow['steps'] = {
  [SUBSTANCE]: {
    label: '处罚适用审查表',
    asks: '审查处罚时效、当事人年龄和责任能力、是否重复罚款、从轻减轻不予处罚的情形',
    document: 'substanceReview',
    article: 16,
    requires: [substanceDays],
  },
  [DRAFT]: {
    label: '行政执法决定草案',
    asks: '起草决定，载明法律依据、证据材料和应考虑的有关因素，逐项链接在卷证据',
    document: 'draftingRecord',
    article: 16,
    onFile: ['drafter', 'draftReviewer', 'opinion', 'result'],
    approved: true,
    requires: [...draftRequirements, ...approvalRequirements],
    refuse: refuseDraft,
  },
  [COUNTERSIGN]: {
    label: '会签意见',
    asks: '请对决定草案提出会签意见并说明理由',
    document: 'jointOpinion',
    article: 36,
  },
  [SUBMISSION]: {
    label: '法制审核送审表',
    asks: '填写是否属于应当法制审核、应当集体讨论的情形',
    document: 'legalReviewSubmission',
    article: 17,
    requires: [submittedAsHeard, submittedForLimitation],
  },
  [LEGAL_REVIEW]: {
    label: '法制审核意见书',
    asks: '进行法制审核，提出审核意见、建议和结论',
    document: 'legalReviewOpinion',
    article: 17,
    onFile: ['reviewer'],
    refuse: refuseLegalReviewer,
  },
  [DISCUSSION]: {
    label: '集体讨论记录',
    asks: '负责人集体讨论后，如实记录参加人员、意见和结果',
    document: 'collectiveDiscussionRecord',
    article: 19,
    requires: [penaltyMinuted],
    refuse: refuseMinutes,
  },
  [DISCUSSION_SIGNATURE]: {
    label: '集体讨论记录签名',
    asks: '请核对集体讨论记录，写明本人意见；记录有误的退回',
    document: 'collectiveDiscussionRecord',
    article: 19,
  },
  [issued.penalty.subject]: {
    label: '行政处罚决定书',
    asks: '按批准的草案制作行政处罚决定书',
    document: 'penaltyDecision',
    article: 21,
    requires: penaltyDocument,
    refuse: refusePenaltyDocument,
  },
  [issued.minorNoPenalty.subject]: {
    label: '不予行政处罚决定书',
    asks: '按批准的草案制作不予行政处罚决定书，对当事人进行教育',
    document: 'noPenaltyDecision',
    article: 21,
    requires: noPenaltyDocument,
  },
  [issued.notProven.subject]: {
    label: '不予行政处罚决定书（违法事实不能成立）',
    asks: '按批准的草案制作不予行政处罚决定书',
    document: 'notProvenDecision',
    article: 21,
    requires: noPenaltyDocument,
  },
  [issued.referral.subject]: {
    label: '行政处罚建议书',
    asks: '按批准的草案制作行政处罚建议书，报颁发证书的机关',
    document: 'referralToIssuingAuthority',
    article: 2,
  },
  [STAMP]: {
    label: '盖章',
    asks: '核对文书内容完整、所写作出之日即为今日后盖章；不符的退回重新制作；盖章后不得再作修改',
    document: null,
    article: 21,
    requires: stampRequirements,
  },
  [TRANSFER_REPORT]: {
    label: '移送涉嫌犯罪案件报告',
    asks: '组成两人以上专案组，提出书面报告，报正职负责人决定',
    document: 'crimeTransferReport',
    article: 21,
    requires: transferBegins,
  },
};

/** 第十六条至第二十一条: one of a case, after notice, defence and hearing. */
export const decisionRow: ProcedureRow<OpenedFacts> = {
  key: DECISION,
  workflowType: 'decision',
  title: '审查决定',
  article: 16,
  phase: 'decision',
  openedBy: ['officer'],
  opensMatter: false,
  opening: null,
  exercises: 'penalty',
  beforeApproval: 'never',
  requires: decisionOpens,
  records: {
    jointChange: jointChangeRow(36, openCountersign),
    // New facts, or a slip in the first: the one handed in last is measured.
    substanceReview: { article: 16, by: OFFICERS, requires: [substanceOpen, substanceDays] },
    // 组织专家论证的，应制作专家论证会议纪要或专家意见书 — 第十八条: by name, the forms ask for them.
    expertOpinion: { article: 18, by: OFFICERS },
    expertPanelMinutes: { article: 18, by: OFFICERS },
    legalReviewObjection: { article: 17, by: HEADS },
    // 司法机关……应当及时将案件移送行政机关 — 行政处罚法第二十七条.
    policeReply: givenBack,
  },
  steps,
  outcomes: {
    penalty: '给予行政处罚',
    noPenalty: '不予行政处罚',
    notProven: '违法事实不能成立，不予行政处罚',
    transferred: '移送司法机关',
    referred: '报颁发证书的机关决定',
    caseEnded: '案件已终止',
  },
  begins: ({ people }) => ({
    opens: [substanceTask(people)],
    starts: [],
  }),
  gate: (file) => startGate(decisionRow, file),
};
