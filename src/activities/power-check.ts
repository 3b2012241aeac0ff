import { entrustmentById } from '../models/entrustments.js';
import type { LedgerStore } from '../models/ledger-store.js';
import { missingFromEntry } from '../workflows/law/entrustment-rows.js';
import { isPowerKey, powerKinds } from '../workflows/law/powers.js';
import type { ProcedureRow } from '../workflows/law/procedures.js';
import {
  ENTRUSTMENT,
  entrustmentNamed,
  powerUsedAt,
  type EntrustmentFacts,
} from '../workflows/law/record/entrustment.js';
import { textOf, type Act } from '../workflows/law/record/kinds.js';
import {
  refuseEntrustment,
  refuseKindOfPower,
  type ActingUnit,
  type Entrustment,
} from '../workflows/law/rules/power.js';
import { refusal, type Refusal } from '../workflows/refusals.js';

/** The register of units, as far as the record asks it. */
export type RegisteredUnits = (id: string) => Promise<ActingUnit | undefined>;

type Parts = { store: Pick<LedgerStore, 'head' | 'ofProcedure'>; units?: RegisteredUnits };

/**
 * What 第二条 asks of an opening at the moment of `append`: that its unit holds the power it uses, of its own or by
 * a 委托书 in force, which the opening names. What the system opens follows from an opening that was judged.
 * Only for an entrusted unit is anything read beside the register.
 */
export async function refusePowerOf(
  parts: Parts,
  act: Act,
  row: Pick<ProcedureRow, 'key' | 'exercises'>,
): Promise<Refusal | undefined> {
  if (act.kind !== 'opening' || act.actor.role === 'system' || !parts.units) return undefined;
  if (row.key === ENTRUSTMENT) return refuseEntry(parts.units, act);
  if (!row.exercises) return undefined;
  const id = textOf(act.facts, 'unit') || act.actor.unit;
  const unit = await parts.units(id);
  if (!unit) return refusal('unitWithoutPower', { unit: id, power: powerKinds[row.exercises] });
  const word = textOf(act.facts, 'power');
  const named = isPowerKey(word) ? word : null;
  const entrustments = unit.kind === 'entrusted' ? await entrustmentsOf(parts.store, act) : [];
  return refuseKindOfPower(row.exercises, named, unit, powerUsedAt(act), entrustments);
}

/** The 委托书 an opening rests on, if the record it names is the one on file. */
async function entrustmentsOf(store: Parts['store'], { facts }: Act): Promise<Entrustment[]> {
  const named = entrustmentNamed(facts);
  const found = named && (await entrustmentById(store, named.id));
  return found && found.seq === named.seq && found.sha256 === named.sha256 ? [found] : [];
}

/** 委托书: by a unit of the bureau, to an entrusted one. */
async function refuseEntry(units: RegisteredUnits, act: Act): Promise<Refusal | undefined> {
  const facts = act.facts as unknown as EntrustmentFacts;
  const [giver, receiver] = await Promise.all([units(act.actor.unit), units(facts.to)]);
  return refuseEntrustment(facts, giver, receiver, missingFromEntry(facts, act));
}
