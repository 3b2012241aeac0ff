/** Places of the tables of an OpenType file: in numbers of bytes from its start, or of the table's. */
const COLLECTION = 'ttcf';
const TABLES_AT = 12;
const TABLE_ENTRY = 16;
const NAME_ENTRY = 12;
const NAME_ENTRIES_AT = 6;
/** The family for programs that know four faces of one, and the family as its maker names it. */
const FAMILY_IDS: readonly number[] = [1, 16];
const WINDOWS = 3;
const UNICODE = 0;

/**
 * The names of the families of an OpenType or TrueType file (or collection), in the order in which it has
 * them; a family often has a Chinese and an English name. Empty where it is no such file.
 */
export function familyNamesIn(font: Buffer): string[] {
  try {
    return [...new Set(startsOf(font).flatMap((start) => namesAt(font, start)))];
  } catch (error) {
    // A place beyond the end of the file: it is cut off, or something else.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function startsOf(font: Buffer): number[] {
  if (font.toString('latin1', 0, 4) !== COLLECTION) return [0];
  const count = Math.min(font.readUInt32BE(8), 64);
  return Array.from({ length: count }, (_, index) => font.readUInt32BE(TABLES_AT + 4 * index));
}

function namesAt(font: Buffer, start: number): string[] {
  const tables = font.readUInt16BE(start + 4);
  for (let index = 0; index < tables; index += 1) {
    const entry = start + TABLES_AT + TABLE_ENTRY * index;
    if (font.toString('latin1', entry, entry + 4) === 'name')
      return familiesOf(font, font.readUInt32BE(entry + 8));
  }
  return [];
}

function familiesOf(font: Buffer, table: number): string[] {
  const count = font.readUInt16BE(table + 2);
  const texts = table + font.readUInt16BE(table + 4);
  return Array.from({ length: count }, (_, index) => table + NAME_ENTRIES_AT + NAME_ENTRY * index).flatMap(
    (entry) => {
      const [platform, id] = [font.readUInt16BE(entry), font.readUInt16BE(entry + 6)];
      if (!FAMILY_IDS.includes(id) || (platform !== WINDOWS && platform !== UNICODE)) return [];
      const [length, at] = [font.readUInt16BE(entry + 8), font.readUInt16BE(entry + 10)];
      const text = Buffer.from(font.subarray(texts + at, texts + at + length));
      return text.length % 2 === 0 && text.length > 0 ? [text.swap16().toString('utf16le')] : [];
    },
  );
}
