import { expect } from '@jest/globals';
import {
  EMPTY_HEAD,
  SYSTEM,
  type AttachmentReference,
  type Facts,
} from '../../src/workflows/law/record/kinds.js';
import { people, type World } from '../harness/world.js';

/** A recording as it is attached. */
export const VIDEO: AttachmentReference = {
  sha256: 'a'.repeat(64),
  sm3: 'b'.repeat(64),
  size: 1_000,
  mediaType: 'video/mp4',
};

const recorder = {
  id: 'recorder-1',
  name: '执法记录仪 1 号',
  type: 'bodyCamera',
  serial: 'SN-1',
  holder: null,
  unit: 'inspection',
  use: 'onSite',
  calibration: null,
  active: true,
} as const;
const announced = { source: 'ownDevice', device: recorder.id, act: 'other', progress: 'running' } as const;

/** A recording announced on a matter, as its own run would leave it: `recording-custody/1`. */
export async function recordingOnFile(world: World, chainId: string, more: Facts = {}): Promise<void> {
  const records = await world.records(chainId);
  const { seq, hash } = records.at(-1) ?? EMPTY_HEAD;
  const count = records.filter(({ procedure }) => procedure.startsWith('recording-custody/')).length + 1;
  const procedure = `recording-custody/${String(count)}`;
  const { now } = world.sandbox;
  await world.register.putDevice(recorder, { at: 0, seq: 1, chainId: 'BUREAU-2026', by: 'clerk-1' });
  const { refused } = await world.record.append(
    {
      chainId,
      procedure,
      kind: 'opening',
      step: 'opening',
      actor: SYSTEM,
      occurredAt: now,
      receivedAt: now,
      opens: [],
      starts: [],
      body: {},
      attachments: [],
      secrecy: 1,
      policy: { id: 'test', version: '1' },
      lawReferences: [],
      facts: { edition: 'test', unit: 'inspection', people, ...announced, ...more },
    },
    { head: { seq, hash }, state: { seq: 0 } },
  );
  expect(refused?.message).toBeUndefined();
}
