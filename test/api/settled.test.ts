import { describe, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { settled, type DoorParts } from '../../src/api/doors.js';
import { rowIn } from '../../src/api/parts.js';
import { rows } from '../../src/workflows/law/procedure-rows.js';
import type { RecordHeader } from '../../src/workflows/law/record/kinds.js';

const CASE = 'HY-2026-0001';
const record = {
  chainId: CASE,
  procedure: 'case-initiation',
  seq: 4,
  actor: { unit: 'construction' },
} as unknown as RecordHeader;

type Projected = Awaited<ReturnType<DoorParts['projected']>>;

/** Doors to a Temporal that takes every signal, or is away; each look at the projection finds the next of `seen`. */
function doorsWith(seen: Projected[], { away = false } = {}) {
  const told: unknown[] = [];
  const signalWithStart = (type: string, { workflowId, signal, signalArgs }: Record<string, unknown>) => {
    told.push([type, workflowId, signal, signalArgs]);
    const unavailable = Object.assign(new Error('away'), { code: 14, details: 'away', metadata: {} });
    const cause = { cause: unavailable };
    return away ? Promise.reject(new Error('Failed to signal', cause)) : Promise.resolve({});
  };
  const client = {
    workflow: { signalWithStart },
    withDeadline: (_: number, work: () => Promise<unknown>) => work(),
  } as unknown as Client;
  const parts: DoorParts = {
    client,
    taskQueue: 'q',
    ledger: { byRequest: () => Promise.resolve(record), since: () => Promise.resolve([]) },
    rowOf: (procedure) => rowIn(rows, procedure),
    projected: () => Promise.resolve(seen.length > 1 ? seen.shift() : seen[0]),
    patienceMs: 200,
  };
  return { parts, told };
}

const at = (seq: number, open = true) => ({ seq, open, unit: 'construction' });
const TOLD = [['caseInitiation', `${CASE}/case-initiation`, 'recordAdded', [4]]];

describe('a record found on file without a word of its procedure', () => {
  test.each([
    ['everything has followed', [at(4)]],
    ['the projection is behind', [at(3), at(3), at(4)]],
    ['no projection at all', [undefined, undefined, at(4)]],
  ])('%s › an answer once it has; the procedure is told, or started with the news', async (_, seen) => {
    const { parts, told } = doorsWith(seen);
    expect(await settled(parts, record)).toEqual({ record });
    expect(told).toEqual(TOLD);
  });

  test('the procedure has ended › nobody is left to tell', async () => {
    const { parts, told } = doorsWith([at(6, false)]);
    expect(await settled(parts, record)).toEqual({ record });
    expect(told).toEqual([]);
  });

  test('nobody makes up what is missing › not answered as done', async () => {
    const { parts } = doorsWith([at(3)]);
    expect(await settled(parts, record)).toEqual({ pending: true });
  });

  test('Temporal away, so that the procedure cannot be told › not answered as done', async () => {
    const { parts } = doorsWith([at(4)], { away: true });
    expect(await settled(parts, record)).toEqual({ pending: true });
  });
});
