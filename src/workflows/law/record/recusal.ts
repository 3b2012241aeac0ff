import type { ProcedureRow } from '../procedures.js';
import { refuseRecused, type Recusal } from '../rules/recusal.js';
import { first, type Refusal } from '../../refusals.js';
import type { State } from './fold.js';
import { textOf, textsOf, type Act, type Facts, type RecordHeader } from './kinds.js';

/**
 * The recusals on a matter: each takes effect with its decision, not with the application — 行政处罚法第四十三条.
 * `outline`: the records of the matter that have an effect. Pure.
 */
export const recusalsOn = (outline: readonly RecordHeader[]): readonly Recusal[] =>
  outline
    .filter(({ effect }) => effect === 'recused')
    .flatMap((record) =>
      textsOf(record.facts, 'persons').map((person) => ({ person, at: decidedAt(record) })),
    );

const decidedAt = ({ facts, occurredAt, receivedAt }: RecordHeader): number => {
  const claimed = facts['decidedAt'];
  return typeof claimed === 'number' ? Math.min(claimed, receivedAt) : occurredAt;
};

/**
 * Must it be asked whether somebody was recused? Nobody can be before an investigation may be under way, so
 * an ordinary start is not held up by the question; an emergency runs beside its start.
 */
export const mayMeetRecusal = (
  row: Pick<ProcedureRow, 'opensMatter' | 'phase'>,
  state: State,
  act: Act,
): boolean =>
  act.actor.role !== 'system' &&
  row.phase !== null &&
  (!row.opensMatter || Boolean(state.opening?.facts['emergency']));

/**
 * Whoever was recused does nothing more on the matter: not by himself, not for another, not through another,
 * and nothing is handed to him. What he did on site before the decision may still be put on file, by another.
 * Pure; `nameOf` finds a person's name by his id.
 */
export function refuseActOfRecused(
  outline: readonly RecordHeader[],
  act: Act,
  nameOf: (id: string) => string,
): Refusal | undefined {
  const recusals = recusalsOn(outline);
  if (recusals.length === 0) return undefined;
  const acting = [act.actor.id, act.onBehalfOf?.id ?? '', textOf(act.facts, 'assignee')];
  const now = acting.map((id) => ({ id, at: act.receivedAt }));
  const onSite = officersOn(act.facts).map((id) => ({ id, at: act.occurredAt }));
  return first(
    [...now, ...onSite].map(({ id, at }) => refuseRecused({ id, name: nameOf(id) }, at, recusals)),
  );
}

function officersOn({ officers }: Facts): string[] {
  return Array.isArray(officers) ? officers.map((officer) => textOf(officer as Facts, 'id')) : [];
}
