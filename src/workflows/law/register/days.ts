import { endOfEpochDay, epochDayOf, epochDayOfDate } from '../moments.js';

/** Entries of the register begin with a Shanghai day and end with one. Epoch ms. */
export const startOfDay = (date: string): number => endOfEpochDay(epochDayOfDate(date) - 1) + 1;

/** The last millisecond of a day written YYYY-MM-DD. */
export const endOfDay = (date: string): number => endOfEpochDay(epochDayOfDate(date));

/** The first millisecond of the Shanghai day a moment falls on. */
export const startOfDayOf = (moment: number): number => endOfEpochDay(epochDayOf(moment) - 1) + 1;
