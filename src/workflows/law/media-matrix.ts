import type { ArticleNumber } from './articles.js';
import type { Phase } from './procedures.js';
import { unread } from './periods/period.js';

/** How much a medium is asked for. In ascending order. */
export const demands = ['optional', 'advised', 'required'] as const;
export type Demand = (typeof demands)[number];
/** What people call them. */
export const demandLabels: Readonly<Record<Demand, string>> = {
  optional: '可根据需要音像记录',
  advised: '建议同时音像记录',
  required: '应当同时音像记录',
};

/** What is asked of one act: text always; sound and picture as the cell says. */
export interface MediaCell {
  readonly label: string;
  /** The phase of 第三条 the act belongs to. */
  readonly phase: Phase;
  readonly text: Demand;
  readonly audioVisual: Demand;
  /** The regulation itself asks for the recording, so no edition of the matrix may ask for less. */
  readonly mandatory: boolean;
  /** May an approved reason stand for the recording (不适宜音像记录的除外)? */
  readonly exception: boolean;
  readonly article: ArticleNumber;
}

/** The version of the matrix; a case says by which it was recorded. */
export const mediaMatrixVersion = {
  id: '2026-11-23',
  ...unread('除第十四条、第二十四条、第二十六条规定的以外，须由法制机构确定'),
} as const;

const bound = { text: 'required', audioVisual: 'required', mandatory: true } as const;
const free = { text: 'required', audioVisual: 'optional', mandatory: false, exception: true } as const;
const advised = { ...free, audioVisual: 'advised' } as const;

/**
 * Act × stage → media (第五条第二款). Required by the regulation: 勘验, 抽样, 听证 (第十四条), 留置 (第二十四条),
 * 公告 (第二十六条). The rest is the bureau's to set.
 */
export const mediaMatrix = {
  application: { ...advised, label: '受理申请', phase: 'initiation', article: 8 },
  complaint: { ...free, label: '接受投诉举报', phase: 'initiation', article: 10 },
  initiation: { ...free, label: '程序启动', phase: 'initiation', article: 9 },
  questioning: { ...advised, label: '询问', phase: 'investigation', article: 14 },
  collection: { ...free, label: '调取书证、物证', phase: 'investigation', article: 14 },
  inspection: { ...bound, exception: true, label: '现场检查（勘验）', phase: 'investigation', article: 14 },
  sampling: { ...bound, exception: true, label: '抽样调查', phase: 'investigation', article: 14 },
  hearing: { ...bound, exception: true, label: '听证', phase: 'investigation', article: 14 },
  defence: { ...free, label: '听取陈述、申辩', phase: 'investigation', article: 14 },
  preservation: { ...advised, label: '先行登记保存', phase: 'investigation', article: 15 },
  measure: { ...advised, audioVisual: 'required', label: '查封、扣押', phase: 'investigation', article: 5 },
  review: { ...free, label: '审查、讨论、审批', phase: 'decision', article: 16 },
  directService: { ...free, label: '直接送达', phase: 'enforcement', article: 22 },
  posting: { ...free, label: '邮寄送达', phase: 'enforcement', article: 23 },
  leavingService: { ...bound, exception: false, label: '留置送达', phase: 'enforcement', article: 24 },
  otherService: { ...free, label: '委托、转交、电子送达', phase: 'enforcement', article: 25 },
  publicNotice: { ...bound, exception: false, label: '公告送达', phase: 'enforcement', article: 26 },
  correctionCheck: { ...advised, label: '改正情况核查', phase: 'enforcement', article: 27 },
  enforcement: { ...advised, label: '催告、强制执行', phase: 'enforcement', article: 28 },
  archiving: { ...free, label: '归档', phase: 'archiving', article: 30 },
} as const satisfies Record<string, MediaCell>;

/** The key of an act of the matrix. */
export type MediaActKey = keyof typeof mediaMatrix;

/** A matrix as the bureau has it: what it asks for each act. */
export type MediaMatrix = Readonly<Record<MediaActKey, Pick<MediaCell, 'text' | 'audioVisual'>>>;

/** What the bureau's own matrix asks of sound and picture where it departs from the table. */
export type MediaDepartures = Readonly<Partial<Record<MediaActKey, Demand>>>;

/**
 * By which version of the matrix a matter is recorded: a fact of its openings. Left out where the table
 * itself holds, as in every matter from before the bureau departed from it.
 */
export type MatterMatrix = { readonly version: string; readonly audioVisual: MediaDepartures };

/** The table with the departures in it. */
export const matrixWith = (departures: MediaDepartures): MediaMatrix =>
  Object.fromEntries(
    mediaActKeys.map((act) => {
      const { text, audioVisual } = mediaMatrix[act];
      return [act, { text, audioVisual: departures[act] ?? audioVisual }];
    }),
  ) as MediaMatrix;

/** The keys, in the order of the table. */
export const mediaActKeys = Object.keys(mediaMatrix) as readonly MediaActKey[];

/** True if the word is the key of an act of the matrix. */
export const isMediaActKey = (word: string): word is MediaActKey => Object.hasOwn(mediaMatrix, word);
