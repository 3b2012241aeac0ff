import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CalendarYears,
  CalendarYearView,
  ImportAnswer,
  ImportEntry,
  ImportList,
  ImportPreview,
  type NoticeImport,
} from '../../src/api/calendar-schemas.js';
import { Timeline, type ClockView } from '../../src/api/schemas.js';
import { CALENDAR_REFRESH_MS, calendarOn, putNotice } from '../../src/models/calendar.js';
import { lettersOn } from '../../src/models/letter.js';
import { provisionalYear } from '../../src/workflows/law/calendar-seed.js';
import type { CalendarNotice } from '../../src/workflows/law/calendar-notice.js';
import { epochDayOf, formatEpochDay, yearOf } from '../../src/workflows/law/moments.js';
import { isWeekend } from '../../src/workflows/law/calendar.js';
import { articleTitle } from '../harness/article-title.js';
import { decide, openOffice, read, startCase, submit, taskOf, until, type Office } from './desk.js';
import { pointers, problemOf, said, type Visitor } from './service.js';

const seven = (rest: string) => `${articleTitle(7)} ${rest}`;

/**
 * The day on which a case decided now ends, by weekends alone; a notice that makes it a holiday moves every such
 * case. 90 days on is this year or the next.
 */
const ninety = epochDayOf(Date.now()) + 90;
const YEAR = yearOf(ninety);
const LAST_DAY = formatEpochDay(ninety);

let office: Office;
let number: string;
beforeAll(async () => {
  office = await openOffice();
  // The year is provisional whenever these tests run, and the day in question an ordinary one.
  const { year, ...rest } = provisionalYear(YEAR);
  const holidays = rest.holidays.filter(({ date }) => date !== LAST_DAY);
  await calendarOn(office.service.connection).updateOne(
    { _id: year },
    { $set: { ...rest, holidays } },
    { upsert: true },
  );
  number = await startCase(office.desks);
  await submit(number, office.desks.officer);
  await decide(office.desks.head, taskOf(number, 'review'), 'agree');
  await decide(office.desks.leader, taskOf(number, 'approve'), 'agree');
  await until('the case is open', async () => (await clockOf()) !== undefined);
});
afterAll(() => office.close());

const path = (rest: string) => `/api/calendar/${String(YEAR)}/${rest}`;

async function clockOf(): Promise<ClockView | undefined> {
  const answer = await office.desks.clerk.get(`/api/cases/${number}`);
  const { procedures } = answer.body as { procedures: { procedure: string; clocks: ClockView[] }[] };
  return procedures.find(({ procedure }) => procedure === 'enforcement-case')?.clocks[0];
}

/** A notice of the year under which the case's last day is a holiday, with the statutory ones. */
function notice(): Omit<CalendarNotice, 'year'> {
  const statutory = provisionalYear(YEAR).holidays.filter(({ date }) => date !== LAST_DAY);
  const holidays = [...statutory, { date: LAST_DAY, name: '本地节日' }].sort((one, other) =>
    one.date < other.date ? -1 : 1,
  );
  return {
    number: `国办发明电〔${String(YEAR - 1)}〕99号`,
    issuedOn: formatEpochDay(epochDayOf(Date.now())),
    holidays,
    makeUpDays: [],
  };
}

const inForce = async (): Promise<string> =>
  read(await office.desks.clerk.get('/api/calendar'), 200, CalendarYears).items.find(
    ({ year }) => year === YEAR,
  )!.version;
const importing = async (more: Partial<NoticeImport> = {}): Promise<NoticeImport> => ({
  ...notice(),
  holidays: [...notice().holidays],
  makeUpDays: [],
  replaces: await inForce(),
  acceptWarnings: true,
  ...more,
});
const done = async (visitor: Visitor, id: string) => {
  let entry: ImportEntry | undefined;
  await until('the import is done', async () => {
    entry = read(await visitor.get(`/api/calendar/imports/${id}`), 200, ImportEntry);
    return entry.state === 'done';
  });
  return entry!;
};

describe(seven('节假日日历 › 不能办理的'), () => {
  test(seven('导入 › by a clerk › refused; he may see the years all the same'), async () => {
    const { clerk } = office.desks;
    expect(said(await clerk.post(path('imports'), await importing()))).toEqual(
      problemOf(403, 'notPermitted'),
    );
    expect(said(await clerk.post(path('preview'), notice()))).toEqual(problemOf(403, 'notPermitted'));
    const years = read(await clerk.get('/api/calendar'), 200, CalendarYears);
    expect(years.importable).toBe(false);
    expect(years.items.length).toBeGreaterThan(20);
  });

  test(seven('导入 › without an Idempotency-Key › refused'), async () => {
    const { agent, csrfToken } = office.desks.legal;
    const answer = await agent
      .post(path('imports'))
      .set('x-csrf-token', csrfToken)
      .send(await importing());
    expect(pointers(answer)).toEqual(['/headers/idempotency-key']);
  });

  test(seven('预览 › days that cannot be › each at its field'), async () => {
    const monday = '2027-02-15';
    const wrong = {
      number: '国办发明电2026年9号',
      issuedOn: `${String(YEAR - 3)}-11-05`,
      holidays: [
        { date: `${String(YEAR)}-01-01`, name: '元旦' },
        { date: `${String(YEAR)}-01-01`, name: '元旦' },
        { date: `${String(YEAR)}-02-30`, name: '春节' },
        { date: `${String(YEAR + 1)}-01-01`, name: '元旦' },
      ],
      makeUpDays: YEAR === 2027 ? [monday] : [`${String(YEAR)}-01-01`],
    };
    const answer = await office.desks.legal.post(path('preview'), wrong);
    expect(said(answer)).toEqual(problemOf(422, 'calendarNoticeFaulty'));
    expect(pointers(answer)).toEqual([
      '/number',
      '/issuedOn',
      '/holidays/1/date',
      '/holidays/2/date',
      '/holidays/3/date',
      '/makeUpDays/0',
    ]);
  });

  test(
    seven('预览 › a field that is not there, a year of another century › refused by their shape'),
    async () => {
      const { legal } = office.desks;
      expect(pointers(await legal.post(path('preview'), { ...notice(), extra: 1 }))).toEqual(['/extra']);
      expect(pointers(await legal.post('/api/calendar/1999/preview', notice()))).toEqual(['/path/year']);
      expect(said(await legal.get('/api/calendar/2500'))).toEqual(problemOf(404, 'notFound'));
      expect(said(await legal.get('/api/calendar/imports/BUREAU-2026~2027.99'))).toEqual(
        problemOf(404, 'notFound'),
      );
    },
  );

  test(seven('导入 › issued tomorrow › refused'), async () => {
    const tomorrow = formatEpochDay(epochDayOf(Date.now()) + 1);
    const answer = await office.desks.legal.post(path('imports'), await importing({ issuedOn: tomorrow }));
    expect(pointers(answer)).toEqual(['/issuedOn']);
  });

  test(
    seven('导入 › a statutory holiday is missing and nobody has compared › refused with what to compare'),
    async () => {
      const holidays = notice().holidays.filter(({ name }) => name !== '清明节');
      const answer = await office.desks.legal.post(
        path('imports'),
        await importing({ holidays: [...holidays], acceptWarnings: false }),
      );
      expect(said(answer)).toEqual(problemOf(422, 'statutoryHolidayMissing'));
      expect((answer.body as { detail: string }).detail).toContain('清明节');
      expect(pointers(answer)).toEqual(['/acceptWarnings']);
    },
  );

  test(seven('导入 › over a table that is not in force › refused'), async () => {
    const answer = await office.desks.legal.post(path('imports'), await importing({ replaces: 'another' }));
    expect(said(answer)).toEqual(problemOf(409, 'calendarChanged'));
  });
});

describe(seven('节假日日历 › 预览和导入'), () => {
  test(
    seven('预览 › a last day becomes a holiday › the case is named with both days; nothing is written'),
    async () => {
      const before = (await clockOf())!;
      const answer = await office.desks.legal.post(path('preview'), notice());
      const preview = read(answer, 200, ImportPreview);
      // Where the last day is a Saturday or Sunday already, or the day after is one, the count moves further.
      const moves = !isWeekend(ninety);
      expect(preview).toMatchObject({
        year: YEAR,
        complete: true,
        looked: 1,
        earlier: 0,
        later: moves ? 1 : 0,
      });
      expect(preview.items.map(({ caseNumber, fromLastDay }) => [caseNumber, fromLastDay])).toEqual(
        moves ? [[number, LAST_DAY]] : [],
      );
      expect(preview.warnings.some((warning) => warning.includes('本地节日'))).toBe(
        preview.warnings.length > 0,
      );
      expect(await clockOf()).toEqual({ ...before, timeLeftMs: expect.any(Number) as unknown });
    },
  );

  test(
    seven(
      '导入 › with a key, twice › one import, one record for each deadline, letters once, progress to the end',
    ),
    async () => {
      const { legal, clerk } = office.desks;
      const body = await importing();
      const key = randomBytes(12).toString('hex');
      const first = await legal.post(path('imports'), body, key);
      const answer = read(first, 201, ImportAnswer);
      expect(answer).toMatchObject({ procedure: `calendar-import/${String(YEAR)}/1` });
      const location = first.get('location') ?? '';
      expect(location).toMatch(/^\/api\/calendar\/imports\/BUREAU-/);
      expect((await legal.post(path('imports'), body, key)).body).toEqual(first.body);
      expect(said(await legal.post(path('imports'), { ...body, reason: '另一请求' }, key))).toEqual(
        problemOf(409, 'requestIdUsed'),
      );
      const year = read(await clerk.get(`/api/calendar/${String(YEAR)}`), 200, CalendarYearView);
      expect(year).toMatchObject({ provisional: false, notice: { number: body.number } });
      expect(said(await legal.post(path('imports'), await importing({ reason: '再导一次' })))).toEqual(
        problemOf(409, 'calendarInForce'),
      );
      const other = await importing({ number: `国办发明电〔${String(YEAR - 1)}〕100号`, reason: '录入有误' });
      expect(said(await legal.post(path('imports'), other))).toEqual(problemOf(409, 'calendarImportRunning'));

      const entry = await done(clerk, location.split('/').at(-1) ?? '');
      const moved = isWeekend(ninety) ? 0 : 1;
      expect(entry).toMatchObject({ looked: 1, moved, settled: 1 - moved, lifted: 0, unreadable: 0 });
      expect(entry.by).toMatchObject({ id: 'legal-1', role: 'legalOffice' });
      const list = read(await clerk.get('/api/calendar/imports'), 200, ImportList);
      expect(list.items).toEqual([entry]);

      const timeline = read(await clerk.get(`/api/cases/${number}/timeline`), 200, Timeline);
      const records = timeline.items.filter(({ kind }) => kind === 'clockMoved');
      expect(records).toHaveLength(1);
      expect(records[0]?.note).toContain(body.number);
      expect((await clockOf())?.provisional).toBe(false);
      const letters = await lettersOn(office.service.connection).find({ template: 'deadlineMoved' }).lean();
      expect(letters.map(({ recipient }) => recipient).toSorted()).toEqual(
        moved ? ['head-1', 'officer-1', 'officer-2'] : [],
      );
    },
    CALENDAR_REFRESH_MS * 9,
  );

  test(
    seven('导入 › a correction of the notice without a reason › refused; with one › its own record'),
    async () => {
      const { legal, clerk } = office.desks;
      const holidays = notice().holidays.filter(({ date }) => date !== LAST_DAY);
      const number2 = `国办发明电〔${String(YEAR - 1)}〕100号`;
      const corrected = { holidays: [...holidays], number: number2 };
      const refused = await legal.post(path('imports'), await importing(corrected));
      expect(said(refused)).toEqual(problemOf(422, 'supersedingReasonRequired'));
      expect(pointers(refused)).toEqual(['/reason']);
      const answer = await legal.post(
        path('imports'),
        await importing({ ...corrected, reason: '多录入一日' }),
      );
      const { procedure } = read(answer, 201, ImportAnswer);
      expect(procedure).toBe(`calendar-import/${String(YEAR)}/2`);
      const entry = await done(clerk, (answer.get('location') ?? '').split('/').at(-1) ?? '');
      expect(entry).toMatchObject({ supersedes: notice().number, reason: '多录入一日' });
      expect((await clockOf())?.lastDay).toBe(isWeekend(ninety) ? (await clockOf())?.lastDay : LAST_DAY);
    },
    CALENDAR_REFRESH_MS * 9,
  );

  test(seven('日历 › put in the database twice › is the same table'), async () => {
    const { connection } = office.service;
    const one = await putNotice(connection, { year: 2900, ...notice() });
    expect(await putNotice(connection, { year: 2900, ...notice() })).toEqual(one);
  });
});
