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
  notReady: { kind: 'conflict', article: null, zh: '条件尚不具备：{missing}。' },
  opinionRequired: { kind: 'incomplete', article: 36, zh: '请签署意见并说明理由。' },
  contentsRequired: { kind: 'incomplete', article: null, zh: '《{document}》尚缺：{missing}。' },
  contentsTooLarge: {
    kind: 'incomplete',
    article: null,
    zh: '内容超过一份记录的上限（256 KiB），请删减后重试；较长的材料请作为附件上传。',
  },
  assigneeUnsuitable: { kind: 'incomplete', article: 36, zh: '不能转给{name}：{why}。' },
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
