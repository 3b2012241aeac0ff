import { fold, held } from '../workflows/law/record/fold.js';
import type { State } from '../workflows/law/record/fold.js';
import { procedureName, textOf, textsOf, type Act } from '../workflows/law/record/kinds.js';
import { decisionBefore } from '../workflows/law/record/recusal.js';
import { refuseAsAssignee, refuseNamed, type Standing } from '../workflows/law/record/standing.js';
import type { HandoverFacts } from '../workflows/law/record/handover.js';
import {
  refuseActingFor,
  refuseParties,
  rolesOf,
  substitutionIn,
  substitutionOf,
  SUBSTITUTION,
  type Substitution,
} from '../workflows/law/record/substitution.js';
import { isRoleKey } from '../workflows/law/roles.js';
import { first, type Refusal } from '../workflows/refusals.js';
import type { LedgerStore } from '../models/ledger-store.js';

type Parts = {
  store: Pick<LedgerStore, 'head' | 'ofProcedure'>;
  people: { personById: (id: string) => Promise<Standing | undefined> };
};

/** A grant, its revocation and its conclusion: no substitution has more records than a few remarks beside. */
const RECORDS_LIMIT = 50;

/**
 * What 代理 and 离职转办 need to be true at the moment of `append`. A substitution is read from its own record, not
 * from a list of them: a revocation that is on file counts, whatever has followed from it.
 */
export async function refuseSubstitution(
  { store, people }: Parts,
  act: Act,
  state: State,
): Promise<Refusal | undefined> {
  if (act.onBehalfOf) {
    const [substitution, principal] = await Promise.all([
      substitutionOnFile(store, substitutionIn(act)),
      people.personById(act.onBehalfOf.id),
    ]);
    return refuseActingFor(act, state, substitution, principal);
  }
  // What passes on from the recused follows from decisions on file; whoever cannot act is refused when he
  // does.
  if (act.kind === 'handedOver' && act.actor.role !== 'system') return refuseSuccessor(people, act);
  if (act.effect === 'succeeded') return refuseNamedSuccessors(people, act, state);
  if (act.kind !== 'opening') return undefined;
  if (procedureName(act.procedure) === SUBSTITUTION) {
    const [principal, substitute] = await Promise.all(
      ['principal', 'substitute'].map((key) => people.personById(textOf(act.facts, key))),
    );
    return refuseParties(act, principal, substitute);
  }
  return procedureName(act.procedure) === 'handover' ? refuseSuccessors(people, act) : undefined;
}

/** The substitution an id names, as its record tells it; undefined when there is none. */
async function substitutionOnFile(store: Parts['store'], id: string): Promise<Substitution | undefined> {
  const [chainId = '', ...rest] = id.split('/');
  const procedure = rest.join('/');
  if (procedureName(procedure) !== SUBSTITUTION) return undefined;
  const newest = await store.head(chainId);
  if (!newest) return undefined;
  const span = { after: 0, upTo: newest.seq, limit: RECORDS_LIMIT };
  return substitutionOf(fold(await store.ofProcedure(chainId, procedure, span)));
}

async function refuseSuccessor(people: Parts['people'], act: Act): Promise<Refusal | undefined> {
  const role = textOf(act.facts, 'role');
  if (!isRoleKey(role)) return undefined;
  return refuseAsAssignee(await people.personById(textOf(act.facts, 'assignee')), role, act.receivedAt);
}

async function refuseSuccessors(people: Parts['people'], act: Act): Promise<Refusal | undefined> {
  const { successors } = act.facts as unknown as HandoverFacts;
  return first(
    await Promise.all(
      successors.map(async ({ role, to }) => refuseNamed(await people.personById(to), role, act.receivedAt)),
    ),
  );
}

/** 回避: each successor holds the posts of the one he follows, so that he may do what was asked of him. */
async function refuseNamedSuccessors(
  people: Parts['people'],
  act: Act,
  state: State,
): Promise<Refusal | undefined> {
  const successors = textsOf(act.facts, 'successors');
  const decided = held(state.steps, decisionBefore(act.step));
  const checked = textsOf(decided?.facts ?? {}, 'persons').map(async (recused, index) => {
    const [before, after] = await Promise.all([
      people.personById(recused),
      people.personById(successors[index] ?? ''),
    ]);
    return first(rolesOf(before, act.receivedAt).map((role) => refuseNamed(after, role, act.receivedAt)));
  });
  return first(await Promise.all(checked));
}
