import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { readSheet } from 'read-excel-file/node';
import writeSheet from 'write-excel-file/node';
import { formatEpochDay } from '../workflows/law/moments.js';
import { unreadableText } from './json.js';
import { ArchiveUnreadable, pack, unpack } from './xlsx-archive.js';

/** What a file may weigh, unpack to, and hold. */
export const FILE_LIMIT_BYTES = 2 * 1024 * 1024;
const UNPACKED_LIMIT_BYTES = 24 * 1024 * 1024;
export const ROWS_LIMIT = 2_000;
const COLUMNS_LIMIT = 60;
const CELL_LIMIT = 500;

/** The rows of a file as texts, headings included, empty rows in their place; or why it cannot be read. */
export type Table = { rows: string[][] } | { fault: string };

class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/**
 * Reads a CSV or XLSX file. CSV may be UTF-8 with or without a mark, UTF-16 with one, or GB18030 as Excel
 * saves it on Chinese Windows. Of a formula only the value that was saved with it is read; it is never
 * computed.
 */
export async function readTable(bytes: Buffer): Promise<Table> {
  try {
    const rows = isArchive(bytes) ? await readXlsx(bytes) : readCsv(textOf(bytes));
    return { rows: checked(rows) };
  } catch (error) {
    if (error instanceof Unreadable) return { fault: error.message };
    if (error instanceof ArchiveUnreadable) return { fault: archiveFaults[error.why] };
    if (error instanceof CsvError) return { fault: 'CSV 格式有误：引号不成对，或者引号前后有多余的字符' };
    if (isSpreadsheetError(error)) return { fault: '不是有效的 XLSX 文件' };
    throw error;
  }
}

const archiveFaults = {
  damaged: '文件已损坏或者已加密，请重新另存后上传',
  tooLarge: '文件展开后过大，请只保留需要导入的工作表',
} as const;

/** The library names its errors; whatever else it throws on a file from outside is that file's fault too. */
const isSpreadsheetError = (error: unknown): boolean => error instanceof Error;

const isArchive = (bytes: Buffer): boolean => bytes.subarray(0, 2).toString('latin1') === 'PK';

function checked(rows: string[][]): string[][] {
  const last = rows.findLastIndex((row) => row.some((cell) => cell !== ''));
  const used = rows.slice(0, last + 1);
  if (used.length === 0) throw new Unreadable('文件没有内容');
  if (used.length > ROWS_LIMIT + 1) throw new Unreadable(`超过 ${String(ROWS_LIMIT)} 行，请分次导入`);
  used.forEach((row, index) => {
    const at = `第 ${String(index + 1)} 行`;
    if (row.length > COLUMNS_LIMIT) throw new Unreadable(`${at}超过 ${String(COLUMNS_LIMIT)} 列`);
    if (row.some((cell) => cell.length > CELL_LIMIT))
      throw new Unreadable(`${at}有超过 ${String(CELL_LIMIT)} 个字的单元格`);
    const why = row.map(unreadableText).find((fault) => fault !== undefined);
    if (why !== undefined) throw new Unreadable(`${at}${why}`);
  });
  return used;
}

// ── CSV

function textOf(bytes: Buffer): string {
  if (bytes.subarray(0, 4).toString('hex') === 'd0cf11e0')
    throw new Unreadable('不支持旧版 .xls 文件，请另存为 .xlsx 或者 CSV');
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decoded(bytes, 'utf-16le') ?? '';
  const text = decoded(bytes, 'utf-8') ?? decoded(bytes, 'gb18030');
  if (text === undefined) throw new Unreadable('无法识别文件的编码，请另存为 UTF-8 的 CSV 或者 .xlsx');
  return text;
}

function decoded(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const DELIMITERS = [',', '\t', ';'];

/** The separator that the headings are written with. */
function delimiterOf(text: string): string {
  const [line = ''] = text.split(/\r?\n/, 1);
  const counts = DELIMITERS.map((one) => [one, line.split(one).length] as const);
  return counts.toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? ',';
}

function readCsv(text: string): string[][] {
  const rows = parse(text, {
    delimiter: delimiterOf(text),
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: 64 * 1024,
    to: ROWS_LIMIT + 2,
  });
  return rows.map((row) => row.map(unescaped));
}

/** Spreadsheets are kept from reading a text as a formula by an apostrophe before it. */
const unescaped = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@\t\r])/, '');

// ── XLSX

async function readXlsx(bytes: Buffer): Promise<string[][]> {
  const files = unpack(bytes, UNPACKED_LIMIT_BYTES);
  for (const [name, contents] of files)
    if (/^xl\/worksheets\/[^/]+\.xml$/.test(name)) refuseFarCells(contents.toString('utf8'));
  // Whatever the library throws on a file from outside is that file's fault.
  const rows = await readSheet(pack(files)).catch(() => {
    throw new Unreadable('不是有效的 XLSX 文件');
  });
  return (rows as unknown[][]).map((row) => row.map(cellText));
}

/** A single cell far away would make the library fill everything before it. */
function refuseFarCells(sheet: string): void {
  for (const [, column, row] of sheet.matchAll(/\br\s*=\s*["']([A-Z]*)(\d+)["']/g))
    if (Number(row) > ROWS_LIMIT + 1 || columnNumber(column ?? '') > COLUMNS_LIMIT)
      throw new Unreadable(
        `第一张工作表只读 ${String(ROWS_LIMIT)} 行、${String(COLUMNS_LIMIT)} 列以内，请删除其外的单元格`,
      );
}

const columnNumber = (letters: string): number =>
  Array.from(letters).reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);

const DAY_MS = 86_400_000;

/** A number with more digits than a number can hold has lost some already; it is told apart by its form. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return formatEpochDay(Math.floor(cell.getTime() / DAY_MS));
  if (typeof cell === 'number') return Number.isSafeInteger(cell) ? String(cell) : `#${String(cell)}`;
  if (typeof cell === 'boolean') return cell ? '是' : '否';
  return typeof cell === 'string' ? unescaped(cell) : '';
}

// ── writing

/** A CSV file that Excel opens as it is: with a mark, CRLF, and nothing that it would take for a formula. */
export const csvOf = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(
    stringify(rows as string[][], { bom: true, record_delimiter: 'windows', escape_formulas: true }),
    'utf8',
  );

/** An XLSX file with one sheet; every cell is a text, so that long numbers keep their digits. */
export function xlsxOf(rows: readonly (readonly string[])[], sheet: string): Promise<Buffer> {
  const [headings = [], ...others] = rows;
  const cells = [
    headings.map((value) => ({ value, type: String, fontWeight: 'bold' as const, format: '@' })),
    ...others.map((row) => row.map((value) => (value === '' ? null : { value, type: String, format: '@' }))),
  ];
  const columns = headings.map((heading) => ({ width: Math.max(14, heading.length * 3) }));
  return writeSheet(cells, { sheet, columns, stickyRowsCount: 1 }).toBuffer();
}
