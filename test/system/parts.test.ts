import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { partNames, Parts } from '../harness/parts.js';

let parts: Parts;

beforeAll(async () => {
  parts = await Parts.create();
  await parts.start();
}, 300_000);

afterAll(async () => {
  await parts.remove();
}, 60_000);

const ready = async (): Promise<number> => (await fetch(`${parts.url}/readyz`)).status;

describe('the system as processes', () => {
  test('started › ready, with an empty inbox', async () => {
    expect(await ready()).toBe(200);
    expect(await parts.letters()).toEqual([]);
  });

  test.each(partNames)(
    '%s killed with SIGKILL and started again › ready',
    async (name) => {
      expect(await parts.kill(name)).toEqual({ code: null, signal: 'SIGKILL' });
      await parts.start(name);
      // The server notices a lost connection and finds it again in its own time.
      let status = await ready();
      while (status !== 200) status = await ready();
      expect(status).toBe(200);
    },
    300_000,
  );

  test('worker and server told to stop › they end by themselves', async () => {
    expect(await parts.stop('server')).toEqual({ code: 0, signal: null });
    expect(await parts.stop('worker')).toEqual({ code: 0, signal: null });
    await parts.start();
    expect(await ready()).toBe(200);
  }, 300_000);
});
