import type { ArticleNumber } from './articles.js';

/**
 * Who a role is: an officer of the bureau, an office of it, a person or body outside it,
 * or someone who runs this service and decides nothing.
 */
export type RoleKind = 'officer' | 'office' | 'outsider' | 'service';

/** One role: its word, and where that word is named. */
export interface Role {
  /** The word for letters, the page and documents. */
  readonly label: string;
  readonly kind: RoleKind;
  /** The article of the regulation that names it first, or null. */
  readonly article: ArticleNumber | null;
  /** Where it is named, when that is not (only) the regulation. */
  readonly source: string;
}

const regulation = '本制度';
/** The article gives the duty, the word is ours. */
const duty = '本制度（据职责定名）';
const ownArrangement = '本局内部分工，法律法规未规定';

/**
 * The roles. A person acts in a role, for a unit, with a certificate valid on that day.
 * Three leaders are kept apart because statutes ask for different ones: 行政机关负责人 (any leader of the
 * agency), 正职负责人 (移送规定第五条) and 主要负责人 (安全生产法第七十条).
 */
export const roles = {
  officer: { label: '行政执法人员', kind: 'officer', article: 9, source: regulation },
  handler: { label: '承办人', kind: 'officer', article: 9, source: regulation },
  handlingUnit: { label: '承办机构', kind: 'office', article: 9, source: regulation },
  unitHead: { label: '承办机构负责人', kind: 'officer', article: 9, source: duty },
  reviewer: { label: '审核人', kind: 'officer', article: 36, source: regulation },
  approver: { label: '批准人', kind: 'officer', article: 36, source: regulation },
  agencyHead: { label: '行政机关负责人', kind: 'officer', article: 9, source: regulation },
  principal: {
    label: '正职负责人',
    kind: 'officer',
    article: null,
    source: '行政执法机关移送涉嫌犯罪案件的规定第五条',
  },
  chiefLeader: { label: '主要负责人', kind: 'officer', article: null, source: '安全生产法第七十条' },
  leadershipMeeting: { label: '负责人集体讨论', kind: 'office', article: 19, source: '行政处罚法第五十七条' },
  legalOffice: { label: '法制机构', kind: 'office', article: 7, source: regulation },
  legalReviewer: { label: '法制审核人员', kind: 'officer', article: 17, source: '行政处罚法第五十八条' },
  drafter: { label: '起草人', kind: 'officer', article: 16, source: regulation },
  draftReviewer: { label: '起草机构审查人', kind: 'officer', article: 16, source: regulation },
  archivist: { label: '档案人员', kind: 'officer', article: 30, source: '档案法第四十八条' },
  recordsOfficer: { label: '记录管理员', kind: 'officer', article: 31, source: duty },
  secrecyOfficer: { label: '保密人员', kind: 'officer', article: 33, source: duty },
  equipmentAdministrator: { label: '设备管理员', kind: 'officer', article: 4, source: duty },
  intakeClerk: { label: '窗口受理人员', kind: 'officer', article: 8, source: duty },
  hearingChair: { label: '听证主持人', kind: 'officer', article: 13, source: '行政处罚法第六十四条' },
  hearingRecorder: { label: '听证记录人', kind: 'officer', article: 13, source: '行政处罚法第六十四条' },
  server: { label: '送达人', kind: 'officer', article: 22, source: regulation },
  party: { label: '当事人', kind: 'outsider', article: 9, source: regulation },
  recipient: { label: '受送达人', kind: 'outsider', article: 22, source: regulation },
  witness: { label: '见证人', kind: 'outsider', article: 24, source: regulation },
  presentPerson: { label: '在场人员', kind: 'outsider', article: 11, source: regulation },
  complainant: { label: '投诉人、举报人', kind: 'outsider', article: 10, source: regulation },
  applicant: { label: '申请人', kind: 'outsider', article: 8, source: regulation },
  appraiser: { label: '鉴定人', kind: 'outsider', article: 13, source: duty },
  expert: { label: '专家', kind: 'outsider', article: 18, source: regulation },
  entrustedAgency: { label: '受委托送达机关', kind: 'outsider', article: 25, source: '民事诉讼法第九十一条' },
  forwardingUnit: {
    label: '转交单位',
    kind: 'outsider',
    article: 25,
    source: '民事诉讼法第九十二条至第九十四条',
  },
  court: { label: '人民法院', kind: 'outsider', article: 29, source: '行政强制法第五十四条' },
  higherCourt: { label: '上一级人民法院', kind: 'outsider', article: null, source: '行政强制法第五十六条' },
  reviewBody: { label: '行政复议机关', kind: 'outsider', article: null, source: '行政复议法第二十四条' },
  countyGovernment: {
    label: '县级人民政府',
    kind: 'outsider',
    article: null,
    source: '城乡规划法第六十八条',
  },
  issuingAuthority: {
    label: '颁发资质证书的机关',
    kind: 'outsider',
    article: null,
    source: '建筑法第七十六条',
  },
  police: {
    label: '公安机关',
    kind: 'outsider',
    article: null,
    source: '行政执法机关移送涉嫌犯罪案件的规定第八条',
  },
  superior: { label: '上级行政机关', kind: 'outsider', article: 35, source: regulation },
  supervisionBody: {
    label: '司法行政部门（行政执法监督机构）',
    kind: 'outsider',
    article: null,
    source: '行政执法监督条例第六条',
  },
  manager: { label: '内勤', kind: 'service', article: null, source: ownArrangement },
  operator: { label: '运维人员', kind: 'service', article: null, source: ownArrangement },
  administrator: { label: '系统管理人员', kind: 'service', article: null, source: ownArrangement },
  auditor: { label: '监督检查人员', kind: 'service', article: 7, source: ownArrangement },
} as const satisfies Record<string, Role>;

/** The key of a role. */
export type RoleKey = keyof typeof roles;

/** The keys, in the order of the table. */
export const roleKeys = Object.keys(roles) as readonly RoleKey[];

/** True if the word is the key of a role. */
export function isRoleKey(word: string): word is RoleKey {
  return Object.hasOwn(roles, word);
}
