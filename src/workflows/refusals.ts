import type { RecordHeader } from './law/record/kinds.js';

/** How a refusal is answered: the API turns each kind into one HTTP status (410, 403, 404, 409, 422). */
export type RefusalKind = 'gone' | 'forbidden' | 'unknown' | 'conflict' | 'incomplete';

type Row = { kind: RefusalKind; article: number | null; statute?: string; zh: string };

/**
 * Every "no", in descending precedence: when several apply, the first is given.
 * `article` is the article of this regulation it rests on, `statute` what stands behind it; `{…}` are filled
 * from `params`.
 */
export const refusals = {
  stateSecretRefused: {
    kind: 'incomplete',
    article: 33,
    statute: '保守国家秘密法第三十一条',
    zh: '本系统不得存储、处理国家秘密。请按保密规定线下办理，仅可登记载体编号。',
  },
  linkExpired: {
    kind: 'gone',
    article: null,
    zh: '链接已失效，请使用最新邮件中的链接，或登录后在“我的任务”中办理。',
  },
  linkUsed: { kind: 'gone', article: null, zh: '链接已使用过，请登录后在“我的任务”中办理。' },
  linkNotYours: { kind: 'forbidden', article: null, zh: '该链接不是发给您的，请使用本人邮件中的链接。' },
  notFound: { kind: 'unknown', article: null, zh: '未找到{what}，或您无权查看。' },
  notPermitted: { kind: 'forbidden', article: 36, zh: '您当前的职务不能{what}。' },
  requestIdUsed: {
    kind: 'conflict',
    article: null,
    zh: '该请求编号（Idempotency-Key）已用于另一请求，请更换后重试。',
  },
  alreadyDecided: { kind: 'conflict', article: 36, zh: '本环节已由{by}于{at}办理（{decision}）。' },
  caseNumberTaken: { kind: 'conflict', article: null, zh: '案号 {number} 已于{at}使用，请更换案号。' },
  alreadyOpen: { kind: 'conflict', article: null, zh: '该程序已由{by}于{at}启动。' },
  notOpen: { kind: 'unknown', article: null, zh: '该程序尚未启动。' },
  procedureTerminated: { kind: 'conflict', article: 9, zh: '该程序已于{at}终止，不能再办理。' },
  procedureConcluded: { kind: 'conflict', article: null, zh: '该程序已于{at}办结。' },
  notYetYourTurn: { kind: 'conflict', article: 36, zh: '本环节尚未开始：须经前一环节办理。' },
  taskClosed: { kind: 'conflict', article: null, zh: '该任务已不存在或已转入下一轮。' },
  notYourTask: { kind: 'forbidden', article: 36, zh: '本环节由{who}办理，不由您办理。' },
  alreadyClaimed: { kind: 'conflict', article: null, zh: '该任务已由{by}认领。' },
  postNotHeld: { kind: 'forbidden', article: 36, zh: '{name}在该日不担任{post}，不能以{role}身份办理。' },
  certificateExpired: {
    kind: 'forbidden',
    article: 11,
    statute: '行政处罚法第四十二条',
    zh: '{name}在该时刻没有有效的行政执法证件。',
  },
  substitutionNotInForce: {
    kind: 'forbidden',
    article: 36,
    zh: '{name}代理{principal}的授权在该时刻不生效，或者不包括本事项，不能代为办理。',
  },
  samePersonTwoRoles: {
    kind: 'forbidden',
    article: 36,
    zh: '{name}已在本次审批中担任{role}，承办人、审核人、批准人不得为同一人。',
  },
  decisionNotOffered: { kind: 'incomplete', article: null, zh: '本环节不能作出“{decision}”的处理。' },
  nothingToWithdraw: {
    kind: 'conflict',
    article: null,
    zh: '下一环节已经办理或没有可撤回的办理，不能撤回。',
  },
  emergencyFilingStands: {
    kind: 'conflict',
    article: 9,
    zh: '紧急启动的补报已计入时限，不得撤回；如需修改，可由审核人退回。',
  },
  startInFuture: { kind: 'incomplete', article: 9, zh: '实际启动时间不得晚于现在。' },
  lateEntryReasonRequired: {
    kind: 'incomplete',
    article: 9,
    zh: '实际启动时间早于{limit}，须说明迟报的原因。',
  },
  urgencyRequired: { kind: 'incomplete', article: 9, zh: '紧急启动须说明情况紧急的理由。' },
  twoOfficersRequired: {
    kind: 'incomplete',
    article: 11,
    statute: '行政处罚法第四十二条',
    zh: '执法人员不得少于两人，且不得为同一人。',
  },
  threePersonsRequired: {
    kind: 'incomplete',
    article: 36,
    zh: '承办人、审核人、批准人须为不同的人，请重新指定。',
  },
  startNotApproved: {
    kind: 'conflict',
    article: 9,
    zh: '程序启动尚未经行政机关负责人批准，不能进行{procedure}。',
  },
  emergencyDoesNotCover: {
    kind: 'conflict',
    article: 15,
    statute: '行政处罚法第五十六条',
    zh: '{procedure}须事先经行政机关负责人批准，不适用紧急启动。',
  },
  changedSinceRead: {
    kind: 'conflict',
    article: 36,
    zh: '您查看列表之后，本案又有更正或者备注（第 {seq} 号记录），请打开查看后单独办理。',
  },
  notReady: { kind: 'conflict', article: null, zh: '条件尚不具备：{missing}。' },
  calendarNoticeFaulty: {
    kind: 'incomplete',
    article: 7,
    statute: '全国年节及纪念日放假办法第二条',
    zh: '放假通知有误：{fault}。',
  },
  calendarImportRunning: {
    kind: 'conflict',
    article: 7,
    zh: '{year} 年的节假日日历正在导入，请待其完成后再办理。',
  },
  calendarChanged: {
    kind: 'conflict',
    article: 7,
    zh: '{year} 年的节假日日历在此期间已变更，请重新预览后再导入。',
  },
  calendarInForce: {
    kind: 'conflict',
    article: 7,
    zh: '{year} 年的节假日日历已是这份通知和这些日期，无须再次导入。',
  },
  supersedingReasonRequired: {
    kind: 'incomplete',
    article: 7,
    zh: '{year} 年的日历已依据放假通知（{notice}），替换须说明理由。',
  },
  statutoryHolidayMissing: {
    kind: 'incomplete',
    article: 7,
    statute: '全国年节及纪念日放假办法第二条',
    zh: '日期与法定节日不符，请核对；确与通知一致的，确认后再导入：{warnings}。',
  },
  ownPosts: {
    kind: 'forbidden',
    article: 33,
    zh: '本人的职务、证件、在岗状态和密级权限须由另一名系统管理人员变更。',
  },
  registerMoved: {
    kind: 'conflict',
    article: null,
    zh: '人员和机构登记正在进行另一项变更，请稍后重试。',
  },
  entryChanged: {
    kind: 'conflict',
    article: null,
    zh: '{what}已由{by}于{at}变更，请刷新后按最新内容重新填写。',
  },
  lastAdministrator: {
    kind: 'conflict',
    article: 33,
    zh: '{name}是最后一名能够登录的系统管理人员，须先登记另一名并由其设置密码。',
  },
  openTasksRemain: {
    kind: 'conflict',
    article: 36,
    zh: '{name}还有 {count} 项在办任务。请先办理离职转办；确需现在停用的，请确认后再提交，任务由科室负责人转办。',
  },
  nothingChanged: { kind: 'conflict', article: null, zh: '与现有登记一致，没有需要变更的内容。' },
  entryFaulty: { kind: 'incomplete', article: null, zh: '登记内容有误，请按提示修改。' },
  previewStale: {
    kind: 'conflict',
    article: null,
    zh: '预览之后登记已有变更，请重新预览后再导入。',
  },
  importFaulty: {
    kind: 'incomplete',
    article: null,
    zh: '文件中有 {count} 处错误，全部内容均未导入。请按提示修改后重新上传。',
  },
  reminderOutOfBounds: { kind: 'incomplete', article: null, zh: '提醒时间有误：{why}。' },
  invitationInvalid: {
    kind: 'gone',
    article: null,
    zh: '链接已失效或者已使用，请联系系统管理人员重新发送。',
  },
  passwordUnsuitable: { kind: 'incomplete', article: null, zh: '密码不符合要求：{why}。' },
  passwordWrong: { kind: 'forbidden', article: null, zh: '现在的密码不正确。' },
  opinionRequired: { kind: 'incomplete', article: 36, zh: '请签署意见并说明理由。' },
  contentsRequired: { kind: 'incomplete', article: null, zh: '《{document}》尚缺：{missing}。' },
  contentsTooLarge: {
    kind: 'incomplete',
    article: null,
    zh: '内容超过一份记录的上限（256 KiB），请删减后重试；较长的材料请作为附件上传。',
  },
  assigneeUnsuitable: { kind: 'incomplete', article: 36, zh: '不能转给{name}：{why}。' },
  nothingToHandOver: {
    kind: 'conflict',
    article: 36,
    zh: '该人员在本程序中不担任{role}，没有可以移交的办理事项。',
  },
  handoverWrong: { kind: 'incomplete', article: 36, zh: '不能移交：{why}。' },
  substituteIsPrincipal: { kind: 'incomplete', article: 36, zh: '代理人与被代理人不得为同一人。' },
  substitutionPeriodWrong: { kind: 'incomplete', article: 36, zh: '代理期限有误：{why}。' },
  substitutionScopeMissing: {
    kind: 'incomplete',
    article: 36,
    zh: '请写明代理的职责和科室范围；全部代理的，须明示“全部”。',
  },
  authorityRequired: { kind: 'incomplete', article: 36, zh: '请写明代理依据的文号和日期。' },
  principalWithoutRole: {
    kind: 'incomplete',
    article: 36,
    zh: '{name}在代理期间不担任承办、审核、批准等职责，没有可以代理的事项。',
  },
  substitutionOverlaps: {
    kind: 'conflict',
    article: 36,
    zh: '被代理人在{from}至{until}已有代理，期限和范围不得重叠；请先撤销原代理。',
  },
  substitutionChained: { kind: 'conflict', article: 36, zh: '代理不得转委托：{why}。' },
  substitutionEnded: { kind: 'conflict', article: 36, zh: '该代理已由{by}于{at}撤销。' },
  correctionTargetUnknown: { kind: 'unknown', article: 35, zh: '未找到要更正的第 {seq} 号记录。' },
} as const satisfies Record<string, Row>;

/** The code of a refusal; it travels as it is from the workflow to the browser. */
export type RefusalCode = keyof typeof refusals;

/**
 * A refusal as it travels: the row's code, what fills its sentence, and the sentence. Times in `params` are
 * epoch ms under `atMs`.
 */
export type Refusal = {
  code: RefusalCode;
  message: string;
  article: number | null;
  params: Record<string, string | number>;
};

/**
 * The `type` of the ApplicationFailure that carries a refusal out of a workflow; the refusal is its only
 * detail.
 */
export const REFUSED = 'Refused';

/** Makes a refusal and its Chinese sentence. `article` overrides the row's where the reason names another. */
export function refusal(
  code: RefusalCode,
  params: Record<string, string | number> = {},
  article?: number,
): Refusal {
  const row: Row = refusals[code];
  const message = row.zh.replace(/\{(\w+)\}/g, (_, key: string) => String(params[key] ?? ''));
  return { code, message, article: article ?? row.article, params };
}

/** The kind, for the status of the answer. */
export const kindOf = (code: RefusalCode): RefusalKind => refusals[code].kind;

const order = Object.keys(refusals);

/** Of several refusals, the one that takes precedence; undefined for none. */
export const first = (candidates: readonly (Refusal | undefined)[]): Refusal | undefined =>
  candidates
    .filter((candidate) => candidate !== undefined)
    .sort((one, other) => order.indexOf(one.code) - order.indexOf(other.code))[0];

/** Who and when, for the refusals that name the record which came first. */
export const byAndAt = (
  record: Pick<RecordHeader, 'actor' | 'receivedAt'>,
  moment: (ms: number) => string,
) => ({
  by: record.actor.name,
  at: moment(record.receivedAt),
  atMs: record.receivedAt,
});
