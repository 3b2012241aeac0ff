import { limits } from '../limits.js';
import type { CasePeople, ProcedureRow } from '../procedures.js';
import { refuseRecused, type Recusal } from '../rules/recusal.js';
import { first, type Refusal } from '../../refusals.js';
import type { State } from './fold.js';
import { otherPartOf } from './gates.js';
import { textOf, textsOf, type Act, type Facts, type Recused, type RecordHeader } from './kinds.js';
import { namedNow, partOwner, peopleNow, rolesAmong, successorOf } from './successors.js';

/**
 * The recusals on a matter: each takes effect with its decision, not with the application — 行政处罚法第四十三条.
 * `outline`: the records of the matter that have an effect. Pure.
 */
export const recusedOn = (outline: readonly RecordHeader[]): Recused[] =>
  outline
    .filter(({ effect }) => effect === 'recused')
    .flatMap((record) => {
      const named = outline.find(
        ({ procedure, step, effect }) =>
          effect === 'succeeded' && procedure === record.procedure && step === successionOf(record.step),
      );
      const successors = textsOf(named?.facts ?? {}, 'successors');
      return textsOf(record.facts, 'persons').map((person, index) => {
        const successor = successors[index];
        return { person, at: decidedAt(record), ...(successor === undefined ? {} : { successor }) };
      });
    });

/** The step by which successors are named after a decision on 回避: `recusal-1/…` → `recusal-successor-1/…`. */
export const successionOf = (decision: string): string => decision.replace(/^recusal-/, 'recusal-successor-');

/** The decision after which a step names successors. */
export const decisionBefore = (succession: string): string =>
  succession.replace(/^recusal-successor-/, 'recusal-');

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
  const recusals: readonly Recusal[] = recusedOn(outline);
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

// — who does what the recused no longer do —

/** In which part of an opening's people whoever acts in a role is named; roles without one have no pool. */
const partOfRole: Readonly<Record<string, keyof CasePeople>> = {
  handler: 'handlers',
  drafter: 'handlers',
  reviewer: 'reviewers',
  draftReviewer: 'reviewers',
  approver: 'approvers',
  agencyHead: 'approvers',
  legalOffice: 'legalOffice',
  legalReviewer: 'legalOffice',
};

/**
 * The roles in which a person is named, holds a task, has decided and would be asked again, or was
 * followed.
 */
function rolesOf(state: State, person: string): string[] {
  const decided = Object.values(state.steps).filter(
    (record) => record.kind === 'decided' && partOwner(record) === person,
  );
  const roles = [
    ...rolesAmong(namedNow(state), person),
    ...rolesAmong(Object.keys(state.successors), person),
    ...decided.map(({ actor }) => actor.role),
  ];
  return [...new Set(roles)].filter((role) => Object.hasOwn(partOfRole, role));
}

/** One part that passes on: ids only. */
export type PassedOn = { role: string; from: string; to: string };

/**
 * 回避自决定起生效: what of a procedure passes on from whoever was recused, to the successor who was named, else to
 * another of the same part; nothing where nobody of it is left. Who holds another part of its approvals takes
 * none (第三十六条). Limit: a signer of a 会签 and the chair of a hearing are replaced by their own rules. Pure.
 */
export function passedOnFromRecused(state: State, recused: readonly Recused[]): PassedOn[] {
  if (!state.opening || state.concluded || state.terminated) return [];
  const gone = recused.map(({ person }) => person);
  return recused.flatMap(({ person, successor }) =>
    rolesOf(state, person).flatMap((role) => {
      const now = successorOf(state.successors, role, person);
      const others = now === person ? peopleNow(state)[partOfRole[role] ?? 'handlers'] : [];
      const to = [...(successor === undefined ? [] : [successor]), ...others].find(
        (id) => !gone.includes(id) && otherPartOf(state, role, id) === undefined,
      );
      return to === undefined || to === now || (now !== person && to !== successor)
        ? []
        : [{ role, from: person, to }];
    }),
  );
}

/** 行政处罚法第四十二条: of officers two, of every other part one. */
const needed = (part: keyof CasePeople): number => (part === 'handlers' ? limits.officers.value : 1);

/** Is a part of the procedure left with too few who may act, because these were recused? Pure. */
export function leftTooFew(state: State, recused: readonly string[]): boolean {
  const named = (state.opening?.facts['people'] ?? {}) as unknown as Partial<CasePeople>;
  const now = peopleNow(state);
  return (Object.keys(now) as (keyof CasePeople)[]).some((part) => {
    const concerned = [...(named[part] ?? []), ...now[part]].some((id) => recused.includes(id));
    return concerned && now[part].filter((id) => !recused.includes(id)).length < needed(part);
  });
}
