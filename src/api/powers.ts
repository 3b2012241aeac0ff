import { entrustmentById, listEntrustments } from '../models/entrustments.js';
import { inspectionsOn } from '../models/inspections.js';
import {
  isPowerKey,
  powerKinds,
  powerOf,
  powersOfKind,
  powersUnconfirmed,
  type PowerKind,
} from '../workflows/law/powers.js';
import { formatDay } from '../workflows/law/moments.js';
import type { ProcedureRow } from '../workflows/law/procedures.js';
import {
  entrustmentNamed,
  powerUsedAt,
  type EntrustmentOnFile,
} from '../workflows/law/record/entrustment.js';
import { textOf, type Facts } from '../workflows/law/record/kinds.js';
import { isEntrustmentInForce, refuseKindOfPower, type ActingUnit } from '../workflows/law/rules/power.js';
import type { Refusal } from '../workflows/refusals.js';
import { entrustmentAddress, entrustmentState } from './entrustments.js';
import type { ApiParts } from './parts.js';
import { FrequencyQuery, InspectionFrequency, PowersOfUnit, PowersQuery } from './power-schemas.js';
import { route, type Route } from './route.js';

/** What a unit may do (第二条), said before anybody opens something in its name. */
export const powerRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/powers',
    summary: '一个机构能否办理某一类行政行为：权责事项、所依据的委托书和待确认的事项',
    query: PowersQuery,
    answers: { 200: PowersOfUnit },
    do: async ({ query, receivedAt }) => {
      const standing = await standingOf(parts, query.unit, query.kind, {}, receivedAt);
      return {
        items: powersOfKind(query.kind).map((key) => ({ key, label: powerOf(key).label })),
        notes: standing.notes,
        refused: standing.refused?.message ?? null,
      };
    },
    present: (body) => ({ body }),
  }),
  route({
    method: 'get',
    path: '/api/inspections/frequency',
    summary: '一个检查对象本年度已检查的次数和上限；依线索检查的不计入',
    query: FrequencyQuery,
    answers: { 200: InspectionFrequency },
    do: async ({ query, receivedAt }) => {
      const times = await inspectionsOn(parts.connection, parts.ledger)(query.subject, receivedAt);
      const cap = parts.environment.INSPECTIONS_PER_YEAR ?? null;
      return { times, cap, says: frequencyInWords(times, cap) };
    },
    present: (body) => ({ body }),
  }),
];

function frequencyInWords(times: number, cap: number | null): string {
  const counted = `该对象本年度已检查 ${String(times)} 次（依线索检查的不计入）`;
  if (cap === null) return `${counted}；本局尚未设定年度频次上限（国办发〔2024〕54号），只计数、不拒绝。`;
  const over = times >= cap ? '，再行检查的，除依线索检查和紧急检查外不予受理' : '';
  return `${counted}，年度上限 ${String(cap)} 次${over}。`;
}

/** How a unit stands to a kind of power at a moment. `facts`: what is added to an opening in its name. */
export type UnitStanding = { facts: Facts; notes: string[]; refused?: Refusal | undefined };

/**
 * May the unit use a power of this kind? For an entrusted unit the 委托书 it may rest on is found and named in the
 * facts of the opening, which `append` judges; the bureau's own units need none.
 */
export async function standingOf(
  parts: Pick<ApiParts, 'actingUnit' | 'ledger'>,
  unitId: string,
  kind: PowerKind,
  facts: Facts,
  receivedAt: number,
): Promise<UnitStanding> {
  const unit = await parts.actingUnit(unitId);
  if (!unit) return { facts: {}, notes: [] };
  const word = textOf(facts, 'power');
  const named = isPowerKey(word) ? word : null;
  const at = powerUsedAt({ facts, receivedAt });
  const judge = (entrustments: readonly EntrustmentOnFile[]) =>
    refuseKindOfPower(kind, named, unit, at, entrustments);
  if (unit.kind !== 'entrusted') return { facts: {}, notes: unconfirmedNote(unit, kind), refused: judge([]) };
  const own = (await listEntrustments(parts.ledger, receivedAt)).filter((one) => one.unit === unitId);
  // The one that carries the act; if none does, the one that comes nearest: `append` says what is missing.
  const chosen =
    own.find((one) => judge([one]) === undefined) ??
    own.find((one) => judge([one])?.code === judge(own)?.code);
  const reference = chosen && { id: chosen.id, seq: chosen.seq, sha256: chosen.sha256 };
  return {
    facts: { unitKind: unit.kind, ...(reference ? { entrustment: reference } : {}) },
    notes: chosen ? [restsOn(chosen)] : [],
    refused: judge(chosen ? [chosen] : []),
  };
}

/** The same of every kind of power. */
export type UnitStandings = Readonly<Record<PowerKind, UnitStanding>>;
export async function standingsOf(
  parts: Pick<ApiParts, 'actingUnit' | 'ledger'>,
  unit: string,
  now: number,
): Promise<UnitStandings> {
  const kinds = Object.keys(powerKinds) as PowerKind[];
  const standings = await Promise.all(
    kinds.map(async (kind) => [kind, await standingOf(parts, unit, kind, {}, now)] as const),
  );
  return Object.fromEntries(standings) as Record<PowerKind, UnitStanding>;
}

/** That who holds what rests on an assumption is said until somebody has set it from the 权责清单. */
const unconfirmedNote = ({ powers }: ActingUnit, kind: PowerKind): string[] =>
  powers ? [] : [`${powerKinds[kind]}权限未确认：${powersUnconfirmed}。`];

const restsOn = ({ until, link }: EntrustmentOnFile): string =>
  `依据对该组织的委托书办理，委托期限至${formatDay(until ?? '')}${link === null ? '' : `，公布于 ${link}`}。`;

/** Facts that an opening by this row adds for its unit. */
export async function powerFacts(
  parts: Pick<ApiParts, 'actingUnit' | 'ledger'>,
  row: Pick<ProcedureRow, 'exercises'>,
  unit: string,
  facts: Facts,
  receivedAt: number,
): Promise<Facts> {
  return row.exercises ? (await standingOf(parts, unit, row.exercises, facts, receivedAt)).facts : {};
}

/** The 委托书 a matter rests on, and whether it still stands; null where it rests on none. */
export async function entrustmentOfMatter(
  parts: Pick<ApiParts, 'ledger'>,
  facts: Facts,
  open: boolean,
  now: number,
) {
  const named = entrustmentNamed(facts);
  const found = named && (await entrustmentById(parts.ledger, named.id));
  if (!found) return null;
  const state = entrustmentState(found, now);
  const over = !isEntrustmentInForce(found, now);
  const ended = state === 'revoked' ? '委托已撤销' : '委托期限已满';
  return {
    id: entrustmentAddress(found.id),
    seq: found.seq,
    sha256: found.sha256,
    until: found.until ?? '',
    link: found.link,
    over,
    says:
      restsOn(found) +
      (over && open
        ? `${ended}：须另有生效的委托书，方可提起处罚决定或者当场处罚；已进行的程序由本局决定如何处理（未确认）。`
        : ''),
  };
}
