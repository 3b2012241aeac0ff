import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { epochDayOfDate } from '../../src/workflows/law/moments.js';

/**
 * A second source of holidays, read from the plain files of holiday-calendar: its own functions fetch from a network.
 * Days are days since 1970.
 */
export function secondSource() {
  const folder = join(import.meta.dirname, '../../node_modules/holiday-calendar/data/CN');
  const types = new Map<number, string>();
  // The files are by notice: the days a notice moves in the December before stand in the next year's file.
  for (let year = 2001; year <= 2026; year += 1) {
    const text = readFileSync(join(folder, `${String(year)}.json`), 'utf8');
    const { dates } = JSON.parse(text) as { dates: { date: string; type: string }[] };
    for (const { date, type } of dates) types.set(epochDayOfDate(date), type);
  }
  return {
    rests: (day: number): boolean => {
      const type = types.get(day);
      return type === undefined
        ? [0, 6].includes(new Date(day * 86_400_000).getUTCDay())
        : type === 'public_holiday';
    },
    /** Days on which the second source is wrong by the words of the State Council's notice. */
    atFault: [
      '2003-04-27',
      '2003-05-06',
      '2003-05-07',
      '2003-05-10',
      '2007-12-29',
      '2007-12-31',
      '2008-05-04',
      '2008-06-07',
      '2009-01-04',
      '2009-09-27',
      '2011-12-31',
      '2015-01-04',
      '2016-04-02',
      '2018-06-16',
      '2018-09-22',
    ],
    /** Days on which the sources differ and no notice was found; long before any case of this service. */
    unsettled: [
      '2003-01-02',
      '2003-01-03',
      '2003-01-26',
      '2003-02-09',
      '2003-09-27',
      '2003-10-11',
      '2004-01-02',
      '2004-04-25',
      '2004-05-09',
      '2004-09-26',
      '2004-10-10',
      '2008-09-13',
    ],
  };
}
