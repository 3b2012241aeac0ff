import { describe, expect, test } from '@jest/globals';
import { readDay, yearsNaming, type CalendarYear } from '../../src/workflows/law/calendar.js';
import {
  isIssuedLater,
  noticeFaults,
  yearOfNotice,
  type CalendarNotice,
} from '../../src/workflows/law/calendar-notice.js';
import { seedCalendars, seededCalendar, statutoryWarnings } from '../../src/workflows/law/calendar-seed.js';
import { deadline } from '../../src/workflows/law/deadline.js';
import { epochDayOfDate } from '../../src/workflows/law/moments.js';
import { readNotice, writeNotice } from '../../src/workflows/law/notice-text.js';
import { periods } from '../../src/workflows/law/periods.js';
import { articleTitle } from '../harness/article-title.js';
import { corrected2027, notice2027 } from '../harness/notices.js';

const seven = (rest: string) => `${articleTitle(7)} ${rest}`;
const changed = (more: Partial<CalendarNotice>): CalendarNotice => ({ ...notice2027, ...more });
const at = (notice: CalendarNotice) => noticeFaults(notice).map(({ pointer }) => pointer);
const holiday = (date: string, name = '元旦') => ({ date, name });

describe(seven('放假通知'), () => {
  test(seven('放假通知 › a sound one › nothing is wrong'), () => {
    expect(noticeFaults(notice2027)).toEqual([]);
    expect(noticeFaults(corrected2027)).toEqual([]);
  });

  test.each<[string, Partial<CalendarNotice>, string[]]>([
    ['a year nobody has said', { year: 0 }, ['/year']],
    ['a number without its brackets', { number: '国办发明电2026年9号' }, ['/number']],
    ['a day of issue that does not exist', { issuedOn: '2026-11-31' }, ['/issuedOn']],
    ['issued two years before', { issuedOn: '2025-11-05' }, ['/issuedOn']],
    ['issued in the year itself', { issuedOn: '2027-01-26' }, []],
    ['no holidays', { holidays: [], makeUpDays: [] }, ['/holidays']],
    ['a holiday without a name', { holidays: [holiday('2027-01-01', ' ')] }, ['/holidays/0/name']],
    ['a day that does not exist', { holidays: [holiday('2027-02-29')] }, ['/holidays/0/date']],
    ['21 December of the year before', { holidays: [holiday('2026-12-21')] }, []],
    ['20 December of the year before', { holidays: [holiday('2026-12-20')] }, ['/holidays/0/date']],
    ['1 January of the year after', { holidays: [holiday('2028-01-01')] }, ['/holidays/0/date']],
    [
      'the same day twice',
      { holidays: [holiday('2027-01-01'), holiday('2027-01-01')] },
      ['/holidays/1/date'],
    ],
    ['days out of order', { holidays: [holiday('2027-01-02'), holiday('2027-01-01')] }, ['/holidays/1/date']],
    ['a make-up day on a Monday', { makeUpDays: ['2027-03-01'] }, ['/makeUpDays/0']],
    ['a make-up day on a Sunday', { makeUpDays: ['2027-02-28'] }, []],
    ['a day off that is worked as well', { makeUpDays: ['2027-02-06'] }, ['/makeUpDays/0']],
    ['make-up days out of order', { makeUpDays: ['2027-02-28', '2027-02-27'] }, ['/makeUpDays/1']],
  ])(seven('放假通知 › %s › is told at its field'), (_, more, expected) => {
    expect(at(changed(more))).toEqual(expected);
  });

  test(seven('放假通知 › on the day of issue › may be imported; the day before › not yet'), () => {
    const moment = (day: string) => Date.parse(`${day}T00:00:00+08:00`);
    expect(isIssuedLater(notice2027, moment(notice2027.issuedOn))).toBe(false);
    expect(isIssuedLater(notice2027, moment(notice2027.issuedOn) - 1)).toBe(true);
  });

  test(
    seven('放假通知 › against 全国年节及纪念日放假办法 › what is missing and what lies far off is told'),
    () => {
      expect(statutoryWarnings(notice2027)).toEqual([]);
      const holidays = [
        ...notice2027.holidays.filter(({ name }) => name !== '清明节'),
        holiday('2027-11-11'),
      ];
      expect(statutoryWarnings(changed({ holidays, makeUpDays: ['2027-11-20'] }))).toEqual([
        '清明节（2027-04-05）是法定节日，不在放假日内',
        '元旦（2027-11-11）距法定节日超过 6 日',
        '调休上班日 2027-11-20 距法定节日超过 11 日',
      ]);
    },
  );

  test.each([2025, 2026])(seven('放假通知 › the days of %i as published › nothing to warn of'), (year) => {
    const { holidays, makeUpDays } = seedCalendars().find((one) => one.year === year)!;
    expect(statutoryWarnings(changed({ year, holidays, makeUpDays }))).toEqual([]);
  });
});

describe(seven('通知对上年十二月末的安排'), () => {
  const calendar = (...more: CalendarYear[]) => [
    ...seededCalendar(2001, 2028).filter(({ year }) => !more.some((one) => one.year === year)),
    ...more,
  ];
  const december = changed({
    holidays: [holiday('2026-12-31'), ...notice2027.holidays],
    makeUpDays: ['2026-12-27', ...notice2027.makeUpDays],
  });
  const imported = calendar(yearOfNotice(december, 'notice-1'));

  test(seven('十二月末 › named by the next year’s notice › rests and works as it says'), () => {
    const day = (date: string, years = imported) => readDay(years, epochDayOfDate(date));
    expect(day('2026-12-31')).toMatchObject({ rests: true, name: '元旦' });
    expect(day('2026-12-27')).toMatchObject({ rests: false, name: '星期日调休上班' });
    expect(day('2026-12-30')).toMatchObject({ rests: false });
    expect(day('2026-12-31', calendar())).toMatchObject({ rests: false });
  });

  test(
    seven('十二月末 › a deadline read from it › names both years, and superseding takes the days back'),
    () => {
      const from = Date.parse('2026-10-02T10:00:00+08:00');
      const found = deadline(periods.caseDecision, from, imported);
      expect(found.lastDay).toBe('2027-01-04');
      expect(found.calendarVersion).toBe('2026:tyme4ts-1.5.2, 2027:notice-1');
      expect(yearsNaming(imported, epochDayOfDate('2026-12-31'))).toEqual([2026, 2027]);
      const superseded = calendar(yearOfNotice(notice2027, 'notice-2'));
      expect(deadline(periods.caseDecision, from, superseded).lastDay).toBe('2026-12-31');
    },
  );
});

/** The paper of 2025, from its heading to its date, as it was published. */
const paper2025 = `
国务院办公厅关于2025年
部分节假日安排的通知
国办发明电〔2024〕12号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2025年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
国务院办公厅
2024年11月12日
`;

describe(seven('放假通知的文字'), () => {
  test(seven('文字 › the paper of 2025 word for word › the days of the calendar'), () => {
    const read = readNotice(paper2025, 2025);
    const seed = seedCalendars().find(({ year }) => year === 2025)!;
    expect(read).toMatchObject({ year: 2025, number: '国办发明电〔2024〕12号', issuedOn: '2024-11-12' });
    expect(read.holidays.map(({ date }) => date)).toEqual(seed.holidays.map(({ date }) => date));
    expect(read.makeUpDays).toEqual(seed.makeUpDays);
    expect(read.unread.map(({ text }) => text.slice(0, 6))).toEqual([
      '各省、自治区',
      '经国务院批准',
      '节假日期间，',
    ]);
  });

  test(seven('文字 › a holiday that begins in December › has its days in both years'), () => {
    const text = '一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。';
    expect(readNotice(text, 2023).holidays.map(({ date }) => date)).toEqual([
      '2022-12-31',
      '2023-01-01',
      '2023-01-02',
    ]);
  });

  test(seven('文字 › the listed form › is read as it was written'), () => {
    expect(readNotice(writeNotice(notice2027))).toEqual({ ...notice2027, unread: [] });
    const listed = '年份：2027\n# 备注\n休 2027-02-05..2027-02-07 春节\n班 2027-02-14\n';
    expect(readNotice(listed)).toEqual({
      year: 2027,
      holidays: ['05', '06', '07'].map((day) => holiday(`2027-02-${day}`, '春节')),
      makeUpDays: ['2027-02-14'],
      unread: [],
    });
  });

  test(seven('文字 › what it does not understand › is named by its line'), () => {
    expect(readNotice('休 下周一\n休 2027-01-01 元旦\n休 2027-03-01..2027-05-01 长假').unread).toEqual([
      { line: 1, text: '休 下周一' },
      { line: 3, text: '休 2027-03-01..2027-05-01 长假' },
    ]);
    expect(readNotice('休 2027-02-30 春节').holidays).toEqual([holiday('2027-02-30', '春节')]);
  });
});
