import type { RoleKey } from '../roles.js';
import { first, refusal, type Refusal } from '../../refusals.js';
import type { Act } from './kinds.js';
import { substitutableRoles } from './substitution.js';

/** Who follows the leaver in a role. */
export type Succession = { role: RoleKey; to: string };

/** Facts of 离职转办: ids only; the reason is in the body. */
export type HandoverFacts = {
  edition: string;
  /** The unit of the one who leaves. */
  unit: string;
  from: string;
  successors: readonly Succession[];
};

/**
 * What became of one part in one procedure. `procedure` is its id. `refused`: the code of the refusal, for a
 * person to settle by hand; `noAnswer` where the procedure did not answer at all.
 */
export type HandedOver = { procedure: string; role: string; to: string; seq?: number; refused?: string };

/** One slice of a handover as its record holds it. `cursor`: where the next goes on; empty at the end. */
export type HandoverSlice = { cursor: string; results: readonly HandedOver[] };

/** What an order must be by itself. Whether each successor holds the post is asked in `append`. Pure. */
export function refuseHandover(act: Act): Refusal | undefined {
  const { from, successors } = act.facts as unknown as HandoverFacts;
  const wrong = (why: string) => refusal('handoverWrong', { why });
  const roles = successors.map(({ role }) => role);
  const known: readonly string[] = substitutableRoles;
  const reason = act.body['reason'];
  return first([
    successors.length === 0 ? wrong('请指定承接人') : undefined,
    successors.some(({ to }) => to === from) ? wrong('承接人不得为离职人员本人') : undefined,
    new Set(roles).size < roles.length ? wrong('同一职责只能指定一名承接人') : undefined,
    roles.some((role) => !known.includes(role)) ? wrong('没有这项职责') : undefined,
    typeof reason === 'string' && reason.trim() !== '' ? undefined : refusal('opinionRequired'),
  ]);
}
