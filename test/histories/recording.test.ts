import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { CalendarYears, ImportEntry } from '../../src/api/calendar-schemas.js';
import type { ActAnswer } from '../../src/api/schemas.js';
import { bureauChain } from '../../src/workflows/law/bureau.js';
import { epochDayOf, yearOf } from '../../src/workflows/law/moments.js';
import { articleTitle } from '../harness/article-title.js';
import { noticeOfHoliday } from '../harness/notices.js';
import { Parts } from '../harness/parts.js';
import { Office, until } from '../system/office.js';
import { HISTORY_KEYS } from './keys.js';
import { replayRun } from './runs.js';

Runtime.install({ logger: new DefaultLogger('ERROR') });

const HOUR = 3_600_000;
const PROCEDURES = ['case-initiation', 'enforcement-case'] as const;
const title = (rest: string) => `${articleTitle(9)} ${rest}`;

let parts: Parts;
let office: Office;
let connection: Connection;

beforeAll(async () => {
  parts = await Parts.create({ PAYLOAD_KEYS: HISTORY_KEYS });
  await parts.start();
  office = await Office.open(parts);
  connection = await Connection.connect({ address: parts.temporalAddress });
}, 120_000);
afterAll(async () => {
  await connection.close();
  await parts.remove();
}, 60_000);

/** `also`: workflow ids beside those of the case. */
type Course = {
  number: string;
  course: string;
  play: (number: string) => Promise<void>;
  also?: readonly string[];
};

/** The day on which a case approved today ends, unless it is a holiday. */
const LAST_DAY = epochDayOf(Date.now()) + 90;
const BUREAU = bureauChain(Date.now());

/** A year's notice by which the case's last day is a holiday; resolves when every deadline has been looked at. */
async function importNotice(): Promise<void> {
  const { year, ...notice } = noticeOfHoliday(LAST_DAY, epochDayOf(Date.now()));
  const years = (await office.get<CalendarYears>('legal-1', '/api/calendar')).body.items;
  const replaces = years.find((one) => one.year === year)?.version ?? null;
  await office.sure('legal-1', `/api/calendar/${String(year)}/imports`, {
    ...notice,
    replaces,
    acceptWarnings: true,
  });
  const path = `/api/calendar/imports/${BUREAU}~${String(year)}.1`;
  await until(
    'every deadline is computed again',
    async () => (await office.get<ImportEntry>('legal-1', path)).body.state === 'done',
    90_000,
  );
}

/** The substitution and the handover of a course; their ids follow from their requests. */
const substitutionRuns: string[] = [];
const noteRun = ({ caseNumber, procedure }: ActAnswer): void => {
  substitutionRuns.push(`${caseNumber}/${procedure}`);
};

/** leader-1 is away for a week, and leader-2 acts for him. */
const substitution = () => ({
  principal: 'leader-1',
  substitute: 'leader-2',
  from: Date.now(),
  until: Date.now() + 7 * 24 * HOUR,
  roles: ['approver'],
  units: 'all',
  authority: '华住建发〔2026〕12号',
  authorityDate: '2026-11-20',
});

const courses: Course[] = [
  {
    number: 'HY-2026-H1',
    course: 'ordinary, approved',
    play: async (number) => {
      await office.start(number);
      await office.path.submit(number);
      await office.path.review(number);
      await office.path.approve(number);
    },
  },
  {
    number: 'HY-2026-H2',
    course: 'ordinary, returned, withdrawn, refused',
    play: async (number) => {
      await office.start(number);
      await office.path.submit(number);
      await office.path.review(number, 'return');
      await office.path.submit(number, 2);
      await office.act('officer-1', number, 'submit.2', 'withdrawal', { opinion: '补充材料' });
      await office.path.submit(number, 3);
      await office.path.review(number, 'agree', 3);
      await office.act('head-1', number, 'review.3', 'withdrawal', { opinion: '再核对一次' });
      await office.path.review(number, 'agree', 4);
      await office.path.approve(number, 'refuse', 4);
    },
  },
  {
    number: 'HY-2026-H3',
    course: 'emergency, filed in time, approved',
    play: async (number) => {
      await office.start(number, 2);
      await office.act('officer-2', number, 'submit.1', 'claim', {});
      await office.act('officer-2', number, 'submit.1', 'reassignment', { to: 'officer-1', opinion: '外出' });
      await office.path.submit(number);
      await office.act('clerk-1', number, 'review.1', 'urge', { opinion: '请尽快审核' });
      await office.path.review(number);
      await office.path.approve(number);
    },
  },
  {
    number: 'HY-2026-H4',
    course: 'emergency, reminded, passed, filed late, refused',
    play: async (number) => {
      await office.start(number, (24 * HOUR - 4_000) / HOUR);
      const kinds = async () => (await office.timeline(number)).map(({ kind }) => kind);
      await until('the period has passed', async () => (await kinds()).includes('periodPassed'));
      await office.path.submit(number);
      await office.path.review(number);
      await office.path.approve(number, 'refuse');
      await until('the case is terminated', async () => (await kinds()).includes('terminated'));
    },
  },
  {
    number: 'HY-2026-H5',
    course: 'emergency, waiting for the first filing',
    play: async (number) => {
      await office.start(number, 1);
    },
  },
  {
    number: 'HY-2026-S1',
    course: 'returned by a substitute, handed over, approved by the substitute',
    also: substitutionRuns,
    play: async (number) => {
      noteRun(await office.sure('leader-1', '/api/substitutions', substitution()));
      await office.start(number);
      await office.path.submit(number);
      await office.path.review(number);
      await office.decide('leader-2', number, 'approve.1', { decision: 'return', opinion: '请补充照片' });
      const successors = [{ role: 'handler', to: 'officer-3' }];
      const order = { from: 'officer-1', successors, reason: '调离本局' };
      noteRun(await office.sure('clerk-1', '/api/handovers', order));
      const form = { causeOfInitiation: '擅自施工', partyParticulars: '华阴市某建设公司' };
      await office.decide('officer-3', number, 'submit.2', { decision: 'submit', opinion: '已补充', form });
      await office.path.review(number, 'agree', 2);
      await office.decide('leader-2', number, 'approve.2', { decision: 'agree', opinion: '按程序办理' });
    },
  },
  {
    number: 'HY-2026-C1',
    course: 'ordinary, approved, its clock moved by an imported calendar',
    also: [`${BUREAU}/calendar-import/${String(yearOf(LAST_DAY))}/1`],
    play: async (number) => {
      await office.start(number);
      await office.path.submit(number);
      await office.path.review(number);
      await office.path.approve(number);
      await until('the case is open', async () => (await office.timeline(number)).length >= 6);
      await importNotice();
    },
  },
];

describe(title('histories of the real server'), () => {
  test.each(courses)(
    title('histories › $course › replay; with RECORD_HISTORIES set they are saved'),
    async ({ number, play, also = [] }) => {
      await play(number);
      const client = new Client({ connection });
      for (const workflowId of [...PROCEDURES.map((procedure) => `${number}/${procedure}`), ...also]) {
        await replayRun(client, workflowId);
      }
    },
    120_000,
  );
});
