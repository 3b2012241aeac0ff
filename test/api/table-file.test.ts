import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { csvOf, FILE_LIMIT_BYTES, readTable, ROWS_LIMIT, xlsxOf } from '../../src/api/table-file.js';
import { pack, unpack } from '../../src/api/xlsx-archive.js';

const ROWS = [
  ['编号', '姓名'],
  ['a-1', '王“晓”燕'],
  ['a-2', '李,四'],
];
const TEXT = '编号,姓名\r\na-1,王“晓”燕\r\na-2,"李,四"\r\n';
/** GB18030, as Excel on Chinese Windows saves it: 编号,姓名 / a-1,王五. */
const GB18030 = Buffer.from('b1e0bac52cd0d5c3fb0d0a612d312ccdf5cee50d0a', 'hex');

const read = async (bytes: Buffer) => {
  const table = await readTable(bytes);
  return 'rows' in table ? table.rows : table.fault;
};

describe('files of tables › CSV in whatever form it comes', () => {
  test.each([
    ['UTF-8', Buffer.from(TEXT), ROWS],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`), ROWS],
    [
      'UTF-16 with a mark, tabs',
      Buffer.from('\ufeff编号\t姓名\na-1\t王五\n', 'utf16le'),
      [
        ['编号', '姓名'],
        ['a-1', '王五'],
      ],
    ],
    [
      'GB18030',
      GB18030,
      [
        ['编号', '姓名'],
        ['a-1', '王五'],
      ],
    ],
    [
      'semicolons',
      Buffer.from('编号;姓名\na-1;王五,六\n'),
      [
        ['编号', '姓名'],
        ['a-1', '王五,六'],
      ],
    ],
    [
      'a quoted line break',
      Buffer.from('编号,姓名\na-1,"王\n五"\n'),
      [
        ['编号', '姓名'],
        ['a-1', '王\n五'],
      ],
    ],
    ['empty lines', Buffer.from('编号,姓名\n\na-1,王五\n\n\n'), [['编号', '姓名'], [''], ['a-1', '王五']]],
    [
      'old Macintosh line ends',
      Buffer.from('编号,姓名\ra-1,王五\r'),
      [
        ['编号', '姓名'],
        ['a-1', '王五'],
      ],
    ],
    [
      'an apostrophe before a formula',
      Buffer.from("编号,姓名\na-1,'=1+1\n"),
      [
        ['编号', '姓名'],
        ['a-1', '=1+1'],
      ],
    ],
  ])('%s › read', async (_, bytes, rows) => {
    expect(await read(bytes)).toEqual(rows);
  });

  test.each([
    ['nothing', Buffer.alloc(0), '文件没有内容'],
    ['an open quote', Buffer.from('编号,姓名\na-1,"王五\n'), 'CSV 格式有误'],
    ['bytes of no encoding', Buffer.from([0xff, 0xff, 0x80, 0x2c, 0xff]), '无法识别文件的编码'],
    ['an old .xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '不支持旧版 .xls'],
    ['a control character', Buffer.from('编号,姓名\na-1,王\u0007五\n'), '第 2 行含有控制字符'],
    ['a cell that is a book', Buffer.from(`编号\n${'字'.repeat(501)}\n`), '超过 500 个字'],
    ['too many rows', Buffer.from(`编号\n${'a\n'.repeat(ROWS_LIMIT + 1)}`), `超过 ${String(ROWS_LIMIT)} 行`],
    ['too many columns', Buffer.from(`${'a,'.repeat(80)}\n`), '超过 60 列'],
  ])('%s › a sentence, not an exception', async (_, bytes, fault) => {
    expect(await read(bytes)).toContain(fault);
  });
});

describe('files of tables › XLSX', () => {
  test('written and read again › the same, long numbers and formulas as text', async () => {
    const rows = [...ROWS, ['123456789012345678', '=HYPERLINK("x")']];
    expect(await read(await xlsxOf(rows, '人员'))).toEqual(rows);
  });

  test('CSV for Excel › a mark, CRLF, no cell that it would compute; read again the same', async () => {
    const rows = [...ROWS, ['@sum', '-1']];
    const text = csvOf(rows).toString('utf8');
    expect(text.startsWith('\ufeff编号')).toBe(true);
    expect(text).toContain('\r\n');
    expect(text).toContain("'@sum,'-1");
    expect(await read(csvOf(rows))).toEqual(rows);
  });

  const sheet = 'xl/worksheets/sheet1.xml';
  const rewritten = async (change: (xml: string) => string) => {
    const files = unpack(await xlsxOf(ROWS, '人员'), 1_000_000);
    files.set(sheet, Buffer.from(change(files.get(sheet)!.toString('utf8'))));
    return pack(files);
  };

  test('a formula › only the value saved with it', async () => {
    const formula = '<c r="A4" t="str"><f>1+1</f><v>saved</v></c>';
    const bytes = await rewritten((xml) =>
      xml.replace('</sheetData>', `<row r="4">${formula}</row></sheetData>`),
    );
    expect(await read(bytes)).toEqual([...ROWS, ['saved', '']]);
  });

  test.each([
    ['a row far down', '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'],
    ['a column far right', '<row r="4"><c r="XFD4"><v>1</v></c></row>'],
    ['the same in other quotes', "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"],
  ])('a single cell %s › refused before anything is filled up to it', async (_, row) => {
    const bytes = await rewritten((xml) => xml.replace('</sheetData>', `${row}</sheetData>`));
    expect(await read(bytes)).toContain('只读');
  });

  test('a sheet that claims to be as large as can be › what is in it, no more', async () => {
    const claim = '<dimension ref="A1:XFD1048576"/><sheetData>';
    expect(await read(await rewritten((xml) => xml.replace('<sheetData>', claim)))).toEqual(ROWS);
  });

  test('a small file that unpacks to gigabytes › refused, having unpacked no more than the limit', async () => {
    const zeros = deflateRawSync(Buffer.alloc(64 * 1024 * 1024), { level: 9 });
    const bomb = archiveOf([[sheet, zeros, 64 * 1024 * 1024]]);
    expect(bomb.length).toBeLessThan(FILE_LIMIT_BYTES);
    expect(await read(bomb)).toContain('展开后过大');
    const many = archiveOf(Array.from({ length: 20 }, (_, index) => [`${String(index)}.xml`, zeros, 1]));
    expect(await read(many)).toContain('展开后过大');
  });

  test.each([
    ['half of it', async () => (await xlsxOf(ROWS, '人员')).subarray(0, 900)],
    ['no spreadsheet in it', () => Promise.resolve(pack(new Map([['a.txt', Buffer.from('x')]])))],
    ['no archive', () => Promise.resolve(Buffer.from('PK\u0003\u0004 and nothing else'))],
    ['an entry that points outside', () => Promise.resolve(pointingOutside())],
  ])('%s › a sentence, not an exception', async (_, make) => {
    expect(typeof (await read(await make()))).toBe('string');
  });
});

/** An archive whose entries are given as packed, with the sizes it claims for them. */
function archiveOf(entries: [name: string, packed: Buffer, claims: number][]): Buffer {
  const locals: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const [name, packed, claims] of entries) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(claims, 22);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(claims, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(at, 42);
    locals.push(local, Buffer.from(name), packed);
    list.push(central, Buffer.from(name));
    at += local.length + name.length + packed.length;
  }
  const central = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, central, end]);
}

function pointingOutside(): Buffer {
  const bytes = pack(new Map([['a.xml', Buffer.from('x')]]));
  const central = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  bytes.writeUInt32LE(0xffff_fff0, central + 42);
  return bytes;
}
