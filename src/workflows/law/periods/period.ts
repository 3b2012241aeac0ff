import type { ArticleNumber } from '../articles.js';

/**
 * How a length is counted.
 * `hour`: by the wall clock, never working hours. `calendarDay`, `month`, `year`: natural ones.
 * `workingDay`: by the State Council's yearly notice with its make-up days.
 */
export type PeriodUnit = 'hour' | 'calendarDay' | 'workingDay' | 'month' | 'year';

/**
 * Rank of the source, highest first. A rule of the bureau never gives it a power or shortens a party's
 * right.
 */
export const ranks = {
  statute: '法律',
  administrativeRegulation: '行政法规',
  judicialInterpretation: '司法解释',
  localRegulation: '地方性法规',
  departmentRule: '部门规章',
  normativeDocument: '规范性文件',
  thisRegulation: '本制度',
  bureauParameter: '本局参数',
} as const;
export type Rank = keyof typeof ranks;

/**
 * Whose period it is, and so which of two doubtful readings is the safe one.
 * `dutyOfBureau`: the earlier. `rightOfParty`: the later. `courtWindow`: opens at the later, closes at the
 * earlier. `dutyOfOthers` (court, review body, police): reminders only; the bureau records no breach
 * against them.
 */
export type Direction = 'dutyOfBureau' | 'rightOfParty' | 'courtWindow' | 'dutyOfOthers';

/**
 * What the end of the period means.
 * `actWithin`: an act is due at the latest then. `notBefore`: an act is allowed only after it.
 * `lasts`: a state of affairs ends then.
 */
export type Nature = 'actWithin' | 'notBefore' | 'lasts';

/** A reading of the source by the people who wrote this table. It is not the signature of a lawyer. */
export interface Confirmation {
  /** Day of the reading, YYYY-MM-DD. */
  readonly on: string;
  /** The text that was read. */
  readonly in: string;
}

interface Row {
  /** The name of the period on pages, in letters and on timers. */
  readonly label: string;
  readonly length: number;
  readonly unit: PeriodUnit;
  /** What it runs from, in the words of the source. */
  readonly runsFrom: string;
  /** Key of the event it runs from. */
  readonly startEvent: string;
  readonly nature: Nature;
  readonly direction: Direction;
  /** Does a last day that is a rest day move to the next ordinary day? */
  readonly rollsOver: boolean;
  readonly rollReason: string;
  /** The article of the regulation, or null. */
  readonly article: ArticleNumber | null;
  /** Statute and article, in Chinese. */
  readonly source: string;
  readonly rank: Rank;
  /** When people are reminded, counted from the event in hours. */
  readonly remindAfterHours?: readonly number[];
  /** When people are reminded, counted from the event in days of the period's own unit. */
  readonly remindAfterDays?: readonly number[];
  /** The period this one continues. */
  readonly extends?: string;
  /** Time that is not counted, in words; the clock is (start, budget, stopped intervals). */
  readonly stops?: string;
}

/** One period of the law. Either its source has been read, or the row says why not. */
export type Period = Row &
  (
    | { readonly confirmed: Confirmation; readonly unconfirmedBecause?: never }
    | { readonly confirmed: null; readonly unconfirmedBecause: string }
  );

/** The day on which the sources named in the tables were read. */
export const readOn = '2026-11-23';

/** The confirmation of a row whose source was read on that day, in the text named. */
export const read = (text: string) => ({ confirmed: { on: readOn, in: text } }) as const;

/** The mark of a row whose source has not been read; it says what is missing. */
export const unread = (because: string) => ({ confirmed: null, unconfirmedBecause: because }) as const;

/** Why a last day that is a rest day moves or stays; one entry per ground (Reading 0104). */
export const roll = {
  hours: { rollsOver: false, rollReason: '以小时计，按自然时刻届满，不顺延' },
  workingDays: { rollsOver: false, rollReason: '以工作日计，末日必为工作日，不涉及顺延' },
  byAnalogy: {
    rollsOver: true,
    rollReason: '末日为节假日的，顺延至其后第一个工作日（来源未规定，参照民法典第二百零三条）',
  },
  procedure: {
    rollsOver: true,
    rollReason: '末日为节假日的，顺延至其后第一个工作日（民事诉讼法第八十五条、行诉解释第四十八条）',
  },
  restraint: { rollsOver: false, rollReason: '对当事人权益的限制至该日为止，不因节假日延长' },
  power: { rollsOver: false, rollReason: '期满后不得再处罚或者再执行，不因节假日延长' },
  retention: { rollsOver: false, rollReason: '保存年限届满当日无须办理事项，不顺延' },
  window: { rollsOver: false, rollReason: '法院对末日逢节假日是否顺延掌握不一，本局按不顺延的较早日办理' },
} as const;
