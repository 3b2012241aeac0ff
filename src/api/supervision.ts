import type { Procedure } from '../models/procedures.js';
import { articleLabel } from '../workflows/law/articles.js';
import { isMediaActKey, mediaMatrix } from '../workflows/law/media-matrix.js';
import { isOwnDuty, periodOf } from '../workflows/law/periods.js';
import { recordingCustodyRow } from '../workflows/law/recording-rows.js';
import type { ClockState } from '../workflows/law/record/fold.js';
import { refusal } from '../workflows/refusals.js';
import type { Caller } from './callers.js';
import { LIST_SPAN_MS } from './cases.js';
import { keyOf } from './lists.js';
import { rowIn, type ApiParts } from './parts.js';
import { allowed } from './policies.js';
import { refused } from './problems.js';
import { route, type Route } from './route.js';
import { Supervision, SupervisionQuery, type Finding, type SupervisionItem } from './supervision-schemas.js';
import { taskIdOf } from './words.js';

/** Procedures with something amiss that are looked through; a county bureau has some hundreds a year. */
const LOOKED_THROUGH = 5_000;

const labels: Readonly<Record<Finding, string>> = {
  overdue: '逾期未办',
  late: '逾期办理',
  recording: '音像记录逾期未入库',
  absent: '没有音像记录',
};

/**
 * 法制机构负责……全过程记录工作的监督、检查、指导和协调；机关科室……统一领导 — 第七条: what is late and what was not recorded,
 * in all units or in one's own, read from the projections.
 */
export const supervisionRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/supervision',
    summary:
      '监督检查（第七条）：各科室逾期未办、逾期办理、音像记录逾期未入库和缺录的情况，附按科室、条文的件数',
    query: SupervisionQuery,
    answers: { 200: Supervision },
    load: async ({ caller, query }) => {
      const units = await unitsSeenBy(parts, caller, query.unit);
      if (units?.length === 0) throw refused(refusal('notPermitted', { what: '查看监督检查情况' }));
      return units;
    },
    do: async ({ query, receivedAt: now }, units) => {
      const { from = now - LIST_SPAN_MS, kind, article, limit } = query;
      const found = await parts.lists.amiss({ from, now, units, limit: LOOKED_THROUGH + 1 });
      const names = new Map((await parts.units.listUnits()).map(({ _id, name }) => [_id, name]));
      const items = found
        .slice(0, LOOKED_THROUGH)
        .flatMap((procedure) => findingsOf(parts, procedure, (id) => names.get(id) ?? id, now))
        .filter((item) => (kind ?? item.kind) === item.kind && (article ?? item.article) === item.article)
        .sort((one, other) => one.at - other.at || (one.caseNumber < other.caseNumber ? -1 : 1));
      const start = Number(query.cursor) || 0;
      return {
        items: items.slice(start, start + limit),
        counts: countsOf(items),
        total: items.length,
        truncated: found.length > LOOKED_THROUGH,
        next: items.length > start + limit ? String(start + limit) : null,
        now,
      };
    },
    present: (body) => ({ body }),
  }),
];

/** The units whose record he sees, of the one asked for or of all; undefined: of every unit. */
async function unitsSeenBy(
  { units }: Pick<ApiParts, 'units'>,
  caller: Caller,
  wanted: string | undefined,
): Promise<string[] | undefined> {
  if (allowed(caller, 'supervise')) return wanted === undefined ? undefined : [wanted];
  const all = (await units.listUnits()).map(({ _id }) => _id);
  const ids = all.filter((unit) => allowed(caller, 'supervise', { unit }));
  return wanted === undefined ? ids : ids.filter((id) => id === wanted);
}

type Found = Omit<
  SupervisionItem,
  'caseNumber' | 'procedure' | 'procedureTitle' | 'title' | 'unit' | 'kindLabel'
>;

/** Everything amiss in one procedure. */
function findingsOf(
  { rows }: Pick<ApiParts, 'rows'>,
  procedure: Procedure,
  unitName: (id: string) => string,
  now: number,
): SupervisionItem[] {
  const { chainId, title, unit } = procedure;
  const found = [
    ...procedure.clocks.flatMap((clock) => ofClock(procedure, clock, now)),
    ...(procedure.recordingsAbsent ?? []).flatMap(({ act, at }): Found[] => {
      if (!isMediaActKey(act)) return [];
      const { label, article } = mediaMatrix[act];
      const source = articleLabel(article);
      return [{ kind: 'absent', article, source, what: label, at, byMs: null, task: null }];
    }),
  ];
  return found.map((one) => ({
    ...one,
    kindLabel: labels[one.kind],
    caseNumber: chainId,
    procedure: procedure.procedure,
    procedureTitle: rowIn(rows, procedure.procedure)?.title ?? procedure.procedure,
    title: title ?? null,
    unit: { id: unit, name: unitName(unit) },
  }));
}

/** A clock of the bureau's own duty that is over, or was met too late; a recording waits for its storing. */
function ofClock(procedure: Procedure, clock: ClockState, now: number): Found[] {
  const { at, metAt, met, stopped, corrected, key, period } = clock;
  const { label, article, source } = periodOf(period);
  if (!isOwnDuty(period)) return [];
  const row = keyOf(procedure);
  const said = { article, source, what: label, at };
  if (metAt !== undefined) return metAt > at ? [{ ...said, kind: 'late', byMs: metAt - at, task: null }] : [];
  const over = met !== undefined || stopped !== undefined || corrected !== undefined || !procedure.open;
  if (over || now <= at) return [];
  const task = procedure.tasks.find((one) => one.clock === key);
  return [
    {
      ...said,
      kind: row === recordingCustodyRow.key ? 'recording' : 'overdue',
      byMs: now - at,
      task: task ? taskIdOf(procedure.chainId, procedure.procedure, task.step) : null,
    },
  ];
}

function countsOf(items: readonly SupervisionItem[]): Supervision['counts'] {
  const counts = new Map<string, Supervision['counts'][number]>();
  for (const { unit, article, kind, kindLabel } of items) {
    const key = `${unit.id} ${String(article)} ${kind}`;
    const count = (counts.get(key)?.count ?? 0) + 1;
    counts.set(key, { unit, article, kind, kindLabel, count });
  }
  return [...counts.values()].sort(
    (one, other) =>
      one.unit.name.localeCompare(other.unit.name, 'zh') || (one.article ?? 0) - (other.article ?? 0),
  );
}
