import { refusal, type Refusal } from '../../refusals.js';
import { bureauChain } from '../bureau.js';
import { matrixWith } from '../media-matrix.js';
import type { MatterFile, ProcedureRow } from '../procedures.js';
import { procedureName, type Act } from '../record/kinds.js';
import { refuseMatrix } from '../rules/media.js';
import { POWERS, readFacts, type EntryField, type RegisterFacts } from './entries.js';

/** The step under which a change of the register is noted as carried out. */
export const APPLIED = 'register/applied';

const DAY_MS = 86_400_000;

/**
 * The chains on which a change may be under way at a moment (epoch ms): on New Year's Day also the last
 * year's.
 */
export const registerChains = (moment: number): string[] => [
  ...new Set([bureauChain(moment), bureauChain(moment - DAY_MS)]),
];

/**
 * 第三十三条: who may see and do what is a matter of 权限, and so of this register (decision 0621); 第四条: so is
 * what recordings are made with.
 */
export const registerChangeRow: ProcedureRow<RegisterFacts> = {
  key: 'register-change',
  workflowType: 'registerChange',
  title: '人员和机构登记变更',
  article: 33,
  phase: null,
  openedBy: ['administrator', 'clerk', 'legalOfficer'],
  opensMatter: false,
  beforeApproval: 'allowed',
  steps: {},
  outcomes: { applied: '已生效' },
  begins: () => ({ opens: [], starts: [] }),
  reads: (act) => registerChains(act.receivedAt),
  gate: (file, act) =>
    refuseForeignTables(act) ?? refuseWeakerMatrix(act) ?? refuseOwnPowers(act) ?? refuseMoved(file, act),
};

/**
 * 内勤 keep the devices and stores, the 法制机构 the media matrix; who somebody is and what he may do is the
 * 系统管理人员's to say.
 */
function refuseForeignTables({ actor, facts }: Act): Refusal | undefined {
  const { changed, invited } = readFacts(facts);
  const tables = changed.map(({ what }) => what);
  if (tables.includes('media') || actor.role === 'legalOffice')
    return actor.role === 'legalOffice' && tables.every((what) => what === 'media') && invited.length === 0
      ? undefined
      : refusal('notPermitted', { what: '变更记录方式表以外的登记，或者非法制机构变更记录方式表' });
  const foreign = tables.some((what) => what !== 'device' && what !== 'store') || invited.length > 0;
  return actor.role !== 'administrator' && foreign
    ? refusal('notPermitted', { what: '变更人员和机构登记' })
    : undefined;
}

/** No change takes from the cells that the regulation makes mandatory (第五条, 第十四条, 第二十四条, 第二十六条). */
function refuseWeakerMatrix({ facts }: Act): Refusal | undefined {
  const asked = Object.entries(readFacts(facts).media ?? {});
  const departures = asked.flatMap(([act, demand]) => (demand === null ? [] : [[act, demand] as const]));
  return refuseMatrix(matrixWith(Object.fromEntries(departures)));
}

/**
 * Nobody gives himself a post, a certificate or a level of secrecy, nor takes one away to be given another.
 */
function refuseOwnPowers(act: Act): Refusal | undefined {
  const own = readFacts(act.facts).changed.some(
    ({ what, id, fields }) =>
      what === 'person' &&
      id === act.actor.id &&
      fields.some((field) => POWERS.includes(field as EntryField)),
  );
  return own ? refusal('ownPosts') : undefined;
}

/**
 * Changes of the register follow one another: a change was checked against the register as `basis` changes
 * had left it, so one that meanwhile began, or is not carried out yet, makes it stale. Nobody is refused by
 * this for good: whoever asked checks again and asks again.
 */
function refuseMoved(file: MatterFile, act: Act): Refusal | undefined {
  const others = Object.entries(file).filter(
    ([procedure]) => procedureName(procedure) === registerChangeRow.key && procedure !== act.procedure,
  );
  const settled = others.every(([, { outcome }]) => outcome !== null);
  return settled && others.length === readFacts(act.facts).basis ? undefined : refusal('registerMoved');
}
