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
  signsTwice: {
    kind: 'forbidden',
    article: 36,
    zh: '{name}已在本次会签中签署，同一人不得再代其他会签人员签署。',
  },
  oneSignatureInsufficient: {
    kind: 'conflict',
    article: 36,
    statute: '行政处罚法第五十七条、第五十八条',
    zh: '{purpose}不得采用或签，也不得由其中一人签署即生效。',
  },
  jointSignersWrong: { kind: 'incomplete', article: 36, zh: '会签设置有误：{why}。' },
  jointChangeWrong: { kind: 'conflict', article: 36, zh: '不能变更会签：{why}。' },
  momentWrong: { kind: 'incomplete', article: null, zh: '{what}有误：{why}。' },
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
  unitWithoutPower: {
    kind: 'forbidden',
    article: 2,
    statute: '行政处罚法第十七条、第三十八条',
    zh: '{unit}没有“{power}”的权限，不能以其名义办理。',
  },
  measureNotEntrustable: {
    kind: 'forbidden',
    article: 2,
    statute: '行政强制法第十七条',
    zh: '行政强制措施权不得委托，受委托的{unit}不能实施“{power}”。',
  },
  subDelegation: {
    kind: 'forbidden',
    article: 2,
    statute: '行政处罚法第二十条',
    zh: '受委托的{unit}不得再委托其他组织或者个人。',
  },
  entrustmentNotInForce: {
    kind: 'forbidden',
    article: 2,
    statute: '行政处罚法第二十条',
    zh: '{unit}在该日没有期限内的书面委托，不能办理“{power}”。',
  },
  entrustmentNotPublished: {
    kind: 'conflict',
    article: 2,
    statute: '行政处罚法第二十条',
    zh: '对{unit}的委托书尚未向社会公布，不能据以办理“{power}”。',
  },
  entrustmentIncomplete: {
    kind: 'incomplete',
    article: 2,
    statute: '行政处罚法第二十条',
    zh: '委托书尚缺：{missing}。',
  },
  decidedHere: {
    kind: 'conflict',
    article: 2,
    statute: '建筑法第七十六条',
    zh: '草案中没有须由颁发证书的机关决定的处罚，不能作为处罚建议报出。',
  },
  decidedElsewhere: {
    kind: 'forbidden',
    article: 2,
    statute: '建筑法第七十六条、建设工程质量管理条例第七十五条',
    zh: '“{penalty}”由颁发证书的机关决定，本局只能提出处罚建议。',
  },
  actBeforeRegulation: {
    kind: 'conflict',
    article: 37,
    zh: '该行为发生在本制度实施（{from}）之前，不适用本制度。',
  },
  basisNotInForce: {
    kind: 'conflict',
    article: 1,
    statute: '行政处罚法第三十七条、第三十八条',
    zh: '依据“{basis}”在{day}不生效。',
  },
  basisGivesNoPower: {
    kind: 'forbidden',
    article: null,
    statute: '行政强制法第十条、第十三条、第二十二条',
    zh: '依据“{basis}”没有授予{power}的权力。',
  },
  mediaCellMandatory: {
    kind: 'conflict',
    article: 5,
    zh: '{cells}的音像记录是本制度的强制要求，不得放宽。',
  },
  timeBarred: {
    kind: 'conflict',
    article: null,
    statute: '行政处罚法第三十六条',
    zh: '处罚时效已于{lastDay}届满，不再给予行政处罚；仍可以责令改正。',
  },
  underFourteen: {
    kind: 'forbidden',
    article: null,
    statute: '行政处罚法第三十条',
    zh: '不满十四周岁的未成年人有违法行为的，不予行政处罚，责令监护人加以管教。',
  },
  withoutCapacity: {
    kind: 'forbidden',
    article: null,
    statute: '行政处罚法第三十一条',
    zh: '当事人在不能辨认或者不能控制自己行为时有违法行为，不予行政处罚。',
  },
  mitigationRequired: {
    kind: 'conflict',
    article: null,
    statute: '行政处罚法第三十条',
    zh: '当事人已满十四周岁不满十八周岁，应当从轻或者减轻行政处罚。',
  },
  mitigationNotConsidered: {
    kind: 'incomplete',
    article: 16,
    statute: '行政处罚法第三十条至第三十三条',
    zh: '须先审查从轻、减轻、不予处罚的情形并写明结论。',
  },
  notProven: {
    kind: 'conflict',
    article: null,
    statute: '行政处罚法第四十条',
    zh: '违法事实不清、证据不足的，不得给予行政处罚。',
  },
  secondFine: {
    kind: 'forbidden',
    article: null,
    statute: '行政处罚法第二十九条',
    zh: '对同一个违法行为已经罚款，不得再次罚款。',
  },
  lowerFineChosen: {
    kind: 'conflict',
    article: null,
    statute: '行政处罚法第二十九条',
    zh: '同一个违法行为违反多个规范，应当按照罚款数额高的规定（上限 {highest} 元）处罚。',
  },
  beyondSummaryProcedure: {
    kind: 'conflict',
    article: null,
    statute: '行政处罚法第五十一条',
    zh: '不能当场作出处罚决定：{why}。请按一般程序办理。',
  },
  partyNotNotified: {
    kind: 'incomplete',
    article: 12,
    statute: '行政处罚法第四十四条',
    zh: '编号为 {party} 的当事人不在本告知书的告知对象之内，请核对当事人编号。',
  },
  hearingRequestedAlready: {
    kind: 'conflict',
    article: 13,
    statute: '行政处罚法第六十四条',
    zh: '该当事人已要求听证；放弃听证的，在听证程序中登记。',
  },
  notTheHearingChair: {
    kind: 'forbidden',
    article: 13,
    statute: '行政处罚法第六十四条',
    zh: '《{document}》由听证主持人填报。',
  },
  chairInvestigated: {
    kind: 'forbidden',
    article: 13,
    statute: '行政处罚法第六十四条',
    zh: '听证主持人须为非本案调查人员，{name}是本案调查人员。',
  },
  legalReviewNotPassed: {
    kind: 'conflict',
    article: 17,
    statute: '行政处罚法第五十八条',
    zh: '应当法制审核而未经审核或者审核未通过，不得作出决定：{grounds}。',
  },
  reviewerUnsuitable: {
    kind: 'forbidden',
    article: 17,
    statute: '行政处罚法第五十八条',
    zh: '{name}不能担任本案的法制审核人员：{why}。',
  },
  collectiveDiscussionRequired: {
    kind: 'conflict',
    article: 19,
    statute: '行政处罚法第五十七条',
    zh: '应当由行政机关负责人集体讨论决定，不能由一人签批：{grounds}。',
  },
  meetingTooSmall: {
    kind: 'incomplete',
    article: 19,
    statute: '行政处罚法第五十七条',
    zh: '集体讨论须有两名以上负责人参加。',
  },
  discretionReasonRequired: {
    kind: 'incomplete',
    article: 21,
    statute: '行政处罚法第三十四条',
    zh: '须写明适用的裁量基准；未适用的，写明理由。',
  },
  remediesMissing: {
    kind: 'incomplete',
    article: 21,
    statute: '行政处罚法第五十九条、行诉解释第六十四条',
    zh: '决定书未写明救济途径和期限，不得盖章：{missing}。',
  },
  extensionNotAllowed: {
    kind: 'conflict',
    article: null,
    statute: '行政处罚法第六十条、行政强制法第二十五条',
    zh: '不能延长“{period}”：{why}。',
  },
  measureLegalBasisRequired: {
    kind: 'incomplete',
    article: null,
    statute: '行政强制法第十条、第二十二条',
    zh: '实施查封、扣押须指明授权的法律、法规。',
  },
  decidesOnHimself: {
    kind: 'forbidden',
    article: 12,
    statute: '行政处罚法第四十三条',
    zh: '对本人的回避申请，由本人以外的负责人决定。',
  },
  recused: {
    kind: 'forbidden',
    article: 12,
    statute: '行政处罚法第四十三条',
    zh: '{name}已于{at}回避，不能再办理本案。',
  },
  alreadyUnderReview: {
    kind: 'conflict',
    article: 36,
    zh: '前一份《{document}》尚未审批，请待其审批后再填报。',
  },
  notStandingStill: { kind: 'conflict', article: null, zh: '{what}没有中止，无须恢复。' },
  documentTimeWrong: { kind: 'incomplete', article: 6, zh: '《{document}》所记时间有误：{why}。' },
  groundNotOfInvestigation: {
    kind: 'incomplete',
    article: null,
    zh: '《{document}》所选的依据不属于调查阶段的情形。',
  },
  crimeTransferPending: {
    kind: 'conflict',
    article: null,
    statute: '行政执法机关移送涉嫌犯罪案件的规定第十一条',
    zh: '本案涉嫌犯罪、正在移送，不得以行政处罚代替移送。',
  },
  inspectionTooOften: {
    kind: 'conflict',
    article: 2,
    statute: '国办发〔2024〕54号',
    zh: '该对象本年度已检查 {times} 次，达到上限 {cap} 次。依线索检查的，请改选类别。',
  },
  changedSinceRead: {
    kind: 'conflict',
    article: 36,
    zh: '您查看列表之后，本案又有更正或者备注（第 {seq} 号记录），请打开查看后单独办理。',
  },
  notReady: { kind: 'conflict', article: null, zh: '条件尚不具备：{missing}。' },
  requirementsMissing: { kind: 'conflict', article: null, zh: '条件尚不具备，共 {count} 项：{missing}。' },
  documentNotExpected: { kind: 'incomplete', article: null, zh: '《{document}》不在本程序中填报。' },
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
  deviceNotRegistered: {
    kind: 'conflict',
    article: 4,
    zh: '没有登记编号为“{device}”的设备，或者该设备已停用；非本局登记设备的录音录像只能作为第三方证据登记。',
  },
  storeNotRegistered: {
    kind: 'conflict',
    article: 30,
    zh: '没有登记编号为“{store}”的专用存储器，或者该存储器已停用；不得储存在其他地方。',
  },
  deviceHolderAbsent: {
    kind: 'incomplete',
    article: 4,
    zh: '“{device}”登记的保管人{holder}不在录制人员之列，请说明领用情况。',
  },
  recordingTimesWrong: {
    kind: 'incomplete',
    article: 30,
    zh: '录制开始、完成和取得的时间须依次在前，且不晚于现在（{now}）。',
  },
  tooManyUnfinishedUploads: {
    kind: 'conflict',
    article: 30,
    zh: '您有 {count} 个文件还没有传完，请先继续或者放弃它们，再上传新的。',
  },
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
  charactersNotInFont: {
    kind: 'incomplete',
    article: null,
    zh: '《{document}》中的“{characters}”不在文书字库中，不能正确显示，未予制作。请核对，或请系统管理人员补充字库。',
  },
  issuedDocumentLost: {
    kind: 'conflict',
    article: 35,
    zh: '已制发文书的存储件不在原处或者与存证摘要不符，且不能按原样重新生成，请系统管理人员查明。摘要 {sha256}。',
  },
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
