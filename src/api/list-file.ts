import writeSheet from 'write-excel-file/node';
import { formatRfc3339, SHANGHAI_OFFSET } from '../workflows/law/moments.js';
import { csvOf } from './table-file.js';

/** One column of an exported list: a text, or a moment (epoch ms) by Shanghai's clock. */
export type Column<T> =
  | { heading: string; width: number; kind: 'text'; of: (item: T) => string }
  | { heading: string; width: number; kind: 'moment'; of: (item: T) => number | null };

/** `note`: what the last row says of the file itself. */
export type Sheet<T> = {
  name: string;
  columns: readonly Column<T>[];
  items: readonly T[];
  note: string | null;
};

/** 2026-11-24 14:05, Shanghai time: what spreadsheets read as a moment. */
const momentText = (at: number): string =>
  formatRfc3339(at).slice(0, 'YYYY-MM-DDTHH:MM'.length).replace('T', ' ');

const textOf = <T>(column: Column<T>, item: T): string => {
  if (column.kind === 'text') return column.of(item);
  const at = column.of(item);
  return at === null ? '' : momentText(at);
};

/** A CSV file that Excel opens as it is; no cell is taken for a formula. */
export const listAsCsv = <T>({ columns, items, note }: Sheet<T>): Buffer =>
  csvOf([
    columns.map((column) => column.heading),
    ...items.map((item) => columns.map((column) => textOf(column, item))),
    ...(note === null ? [] : [[note]]),
  ]);

const OFFSET_MS = Number(SHANGHAI_OFFSET.slice(1, 3)) * 3_600_000;

/**
 * A spreadsheet's dates have no zone: the library writes what UTC reads, so that is made Shanghai's clock.
 */
const dateCell = (at: number | null) =>
  at === null ? null : { value: new Date(at + OFFSET_MS), type: Date, format: 'yyyy-mm-dd hh:mm' };

const textCell = (value: string) => (value === '' ? null : { value, type: String, format: '@' });

/** An XLSX file with one sheet: texts as texts, which are never formulas, and moments as dates. */
export function listAsXlsx<T>({ name, columns, items, note }: Sheet<T>): Promise<Buffer> {
  const cells = [
    columns.map(({ heading }) => ({ value: heading, type: String, fontWeight: 'bold' as const })),
    ...items.map((item) =>
      columns.map((column) =>
        column.kind === 'text' ? textCell(column.of(item)) : dateCell(column.of(item)),
      ),
    ),
    ...(note === null ? [] : [[textCell(note)]]),
  ];
  const widths = columns.map(({ width }) => ({ width }));
  return writeSheet(cells, { sheet: name, columns: widths, stickyRowsCount: 1 }).toBuffer();
}
