import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { lettersOf } from '../../src/activities/letters/letters-of.js';
import { rows } from '../../src/workflows/law/procedure-rows.js';
import type { ProcedureRow } from '../../src/workflows/law/procedures.js';
import { fold } from '../../src/workflows/law/record/fold.js';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { people, World } from '../harness/world.js';
import { checkRow, registrationRow, siteVisitRow } from './dummy/site-visit.js';

const CASE = 'HY-2026-0099';
const nine = (rest: string) => `${articleTitle(9)} ${rest}`;
const dummies = [siteVisitRow, registrationRow, checkRow] as readonly unknown[] as readonly ProcedureRow[];
const report = { measuresLifted: ['无'], thingsReturned: ['无'], partyTold: '当场告知' };

let bundlePath: string;
let world: World;

beforeAll(async () => {
  bundlePath = join(given('TEST_SCRATCH'), 'dummy-bundle.cjs');
  const workflowsPath = fileURLToPath(new URL('./dummy/index.ts', import.meta.url));
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  writeFileSync(bundlePath, code);
});
afterEach(() => world.sandbox.dispose());

const opens = (row: ProcedureRow) => world.open(row, CASE, { unit: 'inspection', people }, 'head-1');
const made = () => {
  world = new World(bundlePath, undefined, [...rows, ...dummies]);
  return world;
};
const [siteVisit, registration, check] = dummies as [ProcedureRow, ProcedureRow, ProcedureRow];

describe(nine('一个新程序只需一行和一个正文文件'), () => {
  test(
    nine('新程序 › after the approval › opened, its form received, concluded, its letters written'),
    async () => {
      made();
      await world.begin(CASE);
      await world.submit(CASE, 'officer-1');
      await world.review(CASE, 'head-1', 'agree');
      await world.approve(CASE, 'leader-1', 'agree');
      expect((await opens(siteVisit)).refused).toBeUndefined();
      expect(await world.awaited(CASE, 'site-visit')).toEqual(['visit-record/submit/1 officer-1|officer-2']);
      const more = { procedure: 'site-visit', form: report };
      await world.decide(CASE, 'officer-2', 'visit-record/submit/1', 'submit', more);
      expect(await world.onFile(CASE, 'site-visit')).toEqual(['opening', 'submit officer-2', 'concluded']);

      const opening = (await world.records(CASE)).find(({ procedure }) => procedure === 'site-visit')!;
      const letters = lettersOf(opening, fold([]), fold([opening]), siteVisit);
      expect(letters.map(({ template, recipient }) => `${template} ${recipient}`)).toEqual([
        'assigned officer-1',
        'assigned officer-2',
      ]);
    },
  );

  test.each([
    {
      start: 'an ordinary start not yet approved',
      hoursAgo: undefined,
      row: siteVisit,
      code: 'startNotApproved',
      verdict: 'refused: not approved',
    },
    {
      start: 'an ordinary start not yet approved',
      hoursAgo: undefined,
      row: check,
      code: undefined,
      verdict: 'opened',
    },
    { start: 'an emergency', hoursAgo: 1, row: siteVisit, code: undefined, verdict: 'opened' },
    {
      start: 'an emergency',
      hoursAgo: 1,
      row: registration,
      code: 'emergencyDoesNotCover',
      verdict: 'refused: approval first, always',
    },
    {
      start: 'no start at all',
      hoursAgo: null,
      row: siteVisit,
      code: 'notReady',
      verdict: 'refused: no start',
    },
  ])(nine('未经批准 › $start, $row.key › $verdict'), async ({ hoursAgo, row, code }) => {
    made();
    if (hoursAgo !== null) await world.begin(CASE, hoursAgo === undefined ? {} : { hoursAgo });
    expect((await opens(row)).refused?.code).toBe(code);
  });

  test(
    nine(
      '未经批准 › overdue filing in an emergency › what needs approval stays frozen, what secures goes on',
    ),
    async () => {
      made();
      await world.begin(CASE, { hoursAgo: 30, body: { lateEntryReason: '现场无网络' } });
      expect((await opens(registration)).refused?.code).toBe('emergencyDoesNotCover');
      expect((await opens(siteVisit)).refused).toBeUndefined();
    },
  );

  test(nine('启动未获批准 › an emergency refused › nothing more can be opened on the matter'), async () => {
    made();
    await world.begin(CASE, { hoursAgo: 1 });
    await world.submit(CASE, 'officer-1');
    await world.review(CASE, 'head-1', 'agree');
    await world.approve(CASE, 'leader-1', 'refuse');
    expect((await opens(siteVisit)).refused?.code).toBe('startNotApproved');
  });
});
