import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { FullPlay } from '../../dev/demo-full.js';
import { Cast } from '../../dev/demo-stage.js';
import { seedDemonstrationPeople } from '../../dev/demonstration-people.js';
import type { CaseDetail, CaseList } from '../../src/api/schemas.js';
import { articleTitle } from '../harness/article-title.js';
import { Parts } from '../harness/parts.js';
import { HISTORY_KEYS } from './keys.js';
import { replayRun } from './runs.js';

Runtime.install({ logger: new DefaultLogger('ERROR') });

const title = (rest: string) => `${articleTitle(3)} ${rest}`;

let parts: Parts;
let cast: Cast;
let connection: Connection;

beforeAll(async () => {
  parts = await Parts.create({ PAYLOAD_KEYS: HISTORY_KEYS });
  await parts.start();
  cast = new Cast(parts.url, await seedDemonstrationPeople(parts.mongodbUri));
  connection = await Connection.connect({ address: parts.temporalAddress });
}, 120_000);
afterAll(async () => {
  cast.close();
  await connection.close();
  await parts.remove();
}, 60_000);

describe(title('从投诉举报到送达，全程由各人办理'), () => {
  test(
    title('每一项都在案，记录与所述一致；每个程序的运行都可以重放'),
    async () => {
      const { url, mongodbUri, environment } = parts;
      const said: string[] = [];
      const stage = { url, mongodbUri, environment, inbox: '' };
      const play = new FullPlay(stage, cast, { held: false, number: undefined }, (line) => said.push(line));
      expect([await play.perform(), said.at(-1)]).toEqual([true, expect.any(String)]);

      const { items } = await cast.get<CaseList>('clerk-1', '/api/cases');
      const matters = await Promise.all(
        items.map(({ number }) => cast.get<CaseDetail>('clerk-1', `/api/cases/${number}`)),
      );
      const runs = matters.flatMap(({ number, procedures }) =>
        procedures.map(({ procedure }) => `${number}/${procedure}`),
      );
      expect(runs.length).toBeGreaterThan(12);
      const client = new Client({ connection });
      for (const workflowId of runs) await replayRun(client, workflowId);
    },
    300_000,
  );
});
