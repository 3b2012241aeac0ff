import { bureauChain } from './bureau.js';
import type { ProcedureRow } from './procedures.js';
import { refuseHandover, type HandoverFacts } from './record/handover.js';
import { refuseGrant, SUBSTITUTION, type SubstitutionFacts } from './record/substitution.js';

/**
 * A grant begins no earlier than the day it is made and lasts a year at most: so far back one may still
 * stand.
 */
const LOOKS_BACK_MS = 366 * 86_400_000;

/** 代理: from its grant until it is over or revoked (第三十六条). */
export const substitutionRow: ProcedureRow<SubstitutionFacts> = {
  key: SUBSTITUTION,
  workflowType: 'substitution',
  title: '代理',
  article: 36,
  phase: null,
  openedBy: ['officer', 'unitHead', 'agencyHead', 'legalOfficer', 'archivist', 'clerk'],
  opensMatter: false,
  beforeApproval: 'allowed',
  steps: {},
  outcomes: { expired: '代理期满', revoked: '代理已撤销' },
  begins: () => ({ opens: [], starts: [] }),
  revocable: true,
  reads: (act) => [bureauChain(act.receivedAt - LOOKS_BACK_MS)],
  gate: refuseGrant,
};

/** 离职转办: whoever leaves hands over everything he is named for (第三十六条). */
export const handoverRow: ProcedureRow<HandoverFacts> = {
  key: 'handover',
  workflowType: 'handover',
  title: '离职转办',
  article: 36,
  phase: null,
  openedBy: ['unitHead', 'agencyHead', 'clerk'],
  opensMatter: false,
  beforeApproval: 'allowed',
  steps: {},
  outcomes: { handedOver: '已全部移交', partly: '部分未能移交，须逐项办理' },
  begins: () => ({ opens: [], starts: [] }),
  gate: (_, act) => refuseHandover(act),
};
