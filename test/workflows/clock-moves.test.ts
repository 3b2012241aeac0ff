import { describe, expect, test } from '@jest/globals';
import {
  crossing,
  importProgress,
  moveInWords,
  reachOf,
  recounting,
  type MoveFacts,
} from '../../src/workflows/law/calendar-import.js';
import { yearOfNotice } from '../../src/workflows/law/calendar-notice.js';
import { seededCalendar } from '../../src/workflows/law/calendar-seed.js';
import { enforcementCaseRow } from '../../src/workflows/law/procedure-rows.js';
import { fold, metLate, overdue, project, running, type State } from '../../src/workflows/law/record/fold.js';
import {
  NO_HASH,
  SYSTEM,
  type Clock,
  type RecordHeader,
  type Task,
} from '../../src/workflows/law/record/kinds.js';
import { nextAlarm } from '../../src/workflows/steps/alarms.js';
import { detailsOf } from '../../src/workflows/steps/details.js';
import { articleTitle } from '../harness/article-title.js';
import { notice2027 } from '../harness/notices.js';

const seven = (rest: string) => `${articleTitle(7)} ${rest}`;
const day = (date: string): number => Date.parse(`${date}T10:00:00+08:00`);
const endOf = (date: string): number => Date.parse(`${date}T23:59:59.999+08:00`);
const KEY = 'case-decision';
const IMPORT = 'BUREAU-2026/calendar-import/2027/1';

const task: Task = {
  step: 'report/submit/1',
  role: 'handler',
  document: null,
  decisions: ['submit'],
  candidates: ['officer-1'],
  clock: KEY,
};

const clockTo = (lastDay: string, more: Partial<Clock> = {}): Clock => ({
  key: KEY,
  period: 'caseDecision',
  from: day('2026-11-11'),
  at: endOf(lastDay),
  lastDay,
  provisional: true,
  calendarVersion: '2027:provisional-2024',
  remindAt: [day('2027-01-10'), day('2027-01-30')],
  ...more,
});

/** A procedure's records, one after another. */
class Records {
  readonly all: RecordHeader[] = [];

  constructor() {
    const facts = { unit: 'inspection', people: { handlers: ['officer-1'] } };
    this.add('opening', 'opening', day('2026-11-11'), {
      facts,
      clocks: [clockTo('2027-02-09')],
      opens: [task],
    });
  }

  add(
    kind: RecordHeader['kind'],
    step: string,
    receivedAt: number,
    more: Partial<RecordHeader> = {},
  ): RecordHeader {
    const seq = this.all.length + 1;
    const record: RecordHeader = {
      v: 1,
      chainId: 'HY-2026-0001',
      procedure: 'enforcement-case',
      seq,
      idem: `enforcement-case:${step}`,
      kind,
      step,
      actor: SYSTEM,
      occurredAt: receivedAt,
      receivedAt,
      recordedAt: receivedAt,
      opens: [],
      clocks: [],
      late: [],
      facts: {},
      attachments: [],
      secrecy: 1,
      policy: { id: 'test', version: '1' },
      lawReferences: [],
      body: NO_HASH,
      prev: NO_HASH,
      hash: NO_HASH,
      ...more,
    };
    this.all.push(record);
    return record;
  }

  passed(at: number): RecordHeader {
    return this.add('periodPassed', `clock/${KEY}/passed`, at, { facts: { clock: KEY } });
  }

  move(to: Clock, at: number, lifts: number | null = null, importId = IMPORT): RecordHeader {
    const facts = { clock: KEY, from: 0, to: to.at, import: importId, lifts };
    return this.add('clockMoved', `clock/${KEY}/moved/${importId}`, at, { clocks: [to], facts });
  }

  get state(): State {
    return fold(this.all);
  }
}

const alarmOf = (state: State, now: number) => {
  const alarm = nextAlarm(state, now);
  return alarm && [alarm.step, alarm.at];
};

describe(seven('期限变动的折叠'), () => {
  test(seven('期限变动 › the end moves › when it was opened, and the seq of the move, are kept'), () => {
    const records = new Records();
    const move = records.move(clockTo('2027-02-14', { provisional: false }), day('2026-11-20'));
    expect(records.state.clocks[KEY]).toEqual({
      ...clockTo('2027-02-14', { provisional: false }),
      openedAt: day('2026-11-11'),
      moved: move.seq,
      movedAt: day('2026-11-20'),
    });
    const projection = project('HY-2026-0001/enforcement-case', records.state, move);
    expect(projection).toMatchObject({ dueAt: endOf('2027-02-14'), provisional: false, overdue: false });
  });

  test(seven('期限变动 › only the mark falls away › nothing counts as moved, alarms keep their keys'), () => {
    const records = new Records();
    const before = alarmOf(records.state, day('2026-11-21'));
    records.move(clockTo('2027-02-09', { provisional: false }), day('2026-11-20'));
    expect(records.state.clocks[KEY]?.moved).toBeUndefined();
    expect(records.state.clocks[KEY]?.provisional).toBe(false);
    expect(alarmOf(records.state, day('2026-11-21'))).toEqual(before);
  });

  test(
    seven(
      '期限变动 › after a lapse, to a day ahead › it is overdue no more, and passes again under another key',
    ),
    () => {
      const records = new Records();
      const lapse = records.passed(day('2027-02-10'));
      expect(overdue(records.state)).toHaveLength(1);
      const move = records.move(clockTo('2027-02-14'), day('2027-02-11'), lapse.seq);
      expect(overdue(records.state)).toEqual([]);
      expect(running(records.state)).toHaveLength(1);
      expect(alarmOf(records.state, day('2027-02-12'))).toEqual([
        `clock/${KEY}/after/${String(move.seq)}/passed`,
        endOf('2027-02-14') + 1,
      ]);
    },
  );

  test(
    seven('期限变动 › after a lapse, to a day that has passed too › the lapse stands and no other is noted'),
    () => {
      const records = new Records();
      records.passed(day('2027-02-10'));
      records.move(clockTo('2027-02-14'), day('2027-03-01'));
      expect(overdue(records.state)).toHaveLength(1);
      expect(nextAlarm(records.state, day('2027-03-02'))).toBeUndefined();
    },
  );

  test.each([
    ['2027-02-14', '2027-02-14', false],
    ['2027-02-14', '2027-02-15', true],
    ['2027-02-05', '2027-02-06', true],
  ])(seven('期限变动 › moved to %s, done on %s › late: %s, by the moved end'), (end, done, late) => {
    const records = new Records();
    records.move(clockTo(end), day('2027-02-01'));
    records.add('decided', task.step, day(done), { decision: 'submit' });
    expect(metLate(records.state)).toHaveLength(late ? 1 : 0);
  });

  test(
    seven('期限变动 › a lapse that stands, and an act received before the new end › the lapse is corrected'),
    () => {
      const records = new Records();
      records.passed(day('2027-02-10'));
      const move = records.move(clockTo('2027-02-14'), day('2027-02-16'));
      records.add('decided', task.step, day('2027-02-13'), { decision: 'submit' });
      expect(alarmOf(records.state, day('2027-02-16'))).toEqual([
        `clock/${KEY}/after/${String(move.seq)}/corrected`,
        endOf('2027-02-14'),
      ]);
    },
  );

  test(seven('期限变动 › reminders › those of the new end alone, and none from before the move'), () => {
    const records = new Records();
    records.add('reminded', `clock/${KEY}/reminded/1`, day('2027-01-10'), { facts: { clock: KEY } });
    const remindAt = [day('2027-01-11'), day('2027-02-03')];
    const move = records.move(clockTo('2027-02-14', { remindAt }), day('2027-01-20'));
    expect(alarmOf(records.state, day('2027-01-21'))).toEqual([
      `clock/${KEY}/after/${String(move.seq)}/reminded/2`,
      day('2027-02-03'),
    ]);
  });

  test(
    seven(
      '期限变动 › twice, by an import and its correction › each under its own step, alarms by the latest',
    ),
    () => {
      const records = new Records();
      records.move(clockTo('2027-02-14'), day('2026-11-20'));
      const second = records.move(clockTo('2027-02-12'), day('2026-11-21'), null, IMPORT.replace(/1$/, '2'));
      expect(Object.keys(records.state.steps).filter((step) => step.includes('/moved/'))).toHaveLength(2);
      expect(records.state.clocks[KEY]?.moved).toBe(second.seq);
    },
  );
});

describe(seven('跨年度的期限'), () => {
  const calendar = seededCalendar(2001, 2028);
  const after = [...calendar.filter(({ year }) => year !== 2027), yearOfNotice(notice2027, 'notice-1')];
  const again = recounting(after, calendar);

  test(seven('跨年度 › the reach of 2027 › from 21 December 2026 to the end of the year'), () => {
    expect(reachOf(2027)).toEqual({ startsBy: endOf('2027-12-31'), endsFrom: endOf('2026-12-20') + 1 });
  });

  test(seven('跨年度 › met, ended, hours, before and after the year › none is looked at'), () => {
    const records = new Records();
    const keys = () => crossing(records.state, 2027).map(({ key }) => key);
    expect(keys()).toEqual([KEY]);
    const other = (key: string, more: Partial<Clock>) => clockTo('2027-02-09', { key, ...more });
    records.add('asked', 'more/asked', day('2026-11-12'), {
      clocks: [
        other('hours', { period: 'emergencyFiling' }),
        other('before', { at: endOf('2026-12-20') }),
        other('december', { at: endOf('2026-12-21') }),
        other('after', { from: day('2028-01-01'), at: endOf('2028-03-30') }),
      ],
    });
    expect(keys()).toEqual([KEY, 'december']);
    records.add('decided', task.step, day('2026-11-13'), { decision: 'submit' });
    expect(keys()).toEqual(['december']);
    records.add('concluded', 'concluded', day('2026-11-14'));
    expect(keys()).toEqual([]);
  });

  test.each([
    ['2026-11-11', '2027-02-09', '2027-02-14'],
    ['2026-11-01', '2027-02-01', '2027-01-30'],
  ])(seven('跨年度 › 90 days from %s › from %s to %s'), (from, lastDay, expected) => {
    expect(again(clockTo(lastDay, { from: day(from) }))?.lastDay).toBe(expected);
  });

  test(seven('跨年度 › computed from the table in force already › nothing to move'), () => {
    const clock = clockTo('2027-02-14', { provisional: false, remindAt: [] });
    expect(again(clock)).toBeUndefined();
  });

  test(
    seven('跨年度 › the words of a move › say the old day, the new one, and what becomes of a lapse'),
    () => {
      const facts: MoveFacts = {
        clock: KEY,
        from: endOf('2027-02-09'),
        to: endOf('2027-02-14'),
        fromLastDay: '2027-02-09',
        toLastDay: '2027-02-14',
        wasProvisional: true,
        provisional: false,
        import: IMPORT,
        notice: notice2027.number,
        year: 2027,
        lifts: 7,
      };
      expect(moveInWords(facts)).toBe(
        '按 2027 年放假通知（国办发明电〔2026〕99号）重新计算，由2027年2月9日改为2027年2月14日。' +
          '第 7 号届满记录不再成立，原记录保留。',
      );
      const settled = { ...facts, to: facts.from, toLastDay: facts.fromLastDay, lifts: null };
      expect(moveInWords(settled)).toContain('届满日不变，仍为2027年2月9日，不再是暂定。');
    },
  );
});

describe(seven('导入的进度'), () => {
  test(seven('进度 › slice by slice › counts add up, and operators read them'), () => {
    const records = new Records();
    expect(importProgress(records.state)).toMatchObject({ state: 'opened', inUseFrom: null });
    records.add('carriedOut', 'calendar/put', 1, { facts: { version: 'v', inUseFrom: 5 } });
    expect(importProgress(records.state)).toMatchObject({ state: 'put', inUseFrom: 5 });
    const counts = { cursor: 'x', looked: 100, moved: 40, settled: 2, lifted: 1, unreadable: 0 };
    records.add('carriedOut', 'deadlines/1', 6, { facts: counts });
    records.add('carriedOut', 'deadlines/2', 7, { facts: { ...counts, cursor: '' } });
    const sum = { looked: 200, moved: 80, settled: 4, lifted: 2, unreadable: 0 };
    expect(importProgress(records.state)).toEqual({ state: 'moving', inUseFrom: 5, ...sum });
    const row = { ...enforcementCaseRow, progress: () => '已核对 200 个' };
    expect(detailsOf(row, records.state, '本局事务')).toContain('已核对 200 个');
  });
});
