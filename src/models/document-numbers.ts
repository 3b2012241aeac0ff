import { Schema, type Connection, type Model } from 'mongoose';
import { isDuplicate } from '../connections/mongodb.js';
import type { DocumentNumber, NumberedDocument } from '../workflows/law/document-numbers.js';
import { shanghaiDay } from '../workflows/law/moments.js';
import { headerId } from './seal.js';
import { STRICT } from './schema.js';

/** The record whose document is numbered. */
export type NumberedRecord = { chainId: string; procedure: string; seq: number };

/** One number, with the record that has it. Never changed and never deleted. */
type Allocation = { _id: string; procedure: string; document: string; year: number; serial: number };

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;
const schema = new Schema<Allocation>(
  { _id: text, procedure: text, document: text, year: number, serial: number },
  { ...STRICT, collection: 'documentNumbers' },
);
schema.index({ document: 1, year: 1, serial: 1 }, { unique: true });

/** The numbers of a connection. */
export const documentNumbersOn = (connection: Connection): Model<Allocation> =>
  (connection.models['DocumentNumber'] as Model<Allocation> | undefined) ??
  connection.model('DocumentNumber', schema);

/** The register of 文号: a sequence without gaps for each kind of document and year. */
export interface DocumentNumbers {
  /**
   * The number of a record's document: its own from before, or the next of the kind in the year (Shanghai) of
   * `moment` (epoch ms). Throws when the record has a number as a document of another kind.
   */
  allocate(record: NumberedRecord, document: NumberedDocument, moment: number): Promise<DocumentNumber>;
  /** The number of a record's document; undefined while it has none. */
  find(record: NumberedRecord): Promise<DocumentNumber | undefined>;
}

/**
 * The register in MongoDB. A number is taken by the very insert that says who has it: there is no counter
 * that could run ahead of the numbers given out, and so no gap after a crash. Two unique keys decide every
 * race: the record, and (kind, year, serial).
 */
export function createDocumentNumbers(connection: Connection): DocumentNumbers {
  const numbers = documentNumbersOn(connection);

  const kept = (record: NumberedRecord) =>
    numbers.findById(headerId(record.chainId, record.seq)).lean<Allocation | null>();

  const lastOf = async (document: string, year: number): Promise<number> => {
    const [last] = await numbers
      .find({ document, year }, { serial: 1 })
      .sort({ serial: -1 })
      .limit(1)
      .lean<Pick<Allocation, 'serial'>[]>();
    return last?.serial ?? 0;
  };

  return {
    async allocate(record, document, moment) {
      const year = Number(shanghaiDay(moment).slice(0, 4));
      const _id = headerId(record.chainId, record.seq);
      for (;;) {
        const before = await kept(record);
        if (before) return sameKind(before, document);
        const serial = (await lastOf(document, year)) + 1;
        try {
          await numbers.create({ _id, procedure: record.procedure, document, year, serial });
          return { year, serial };
        } catch (error) {
          // Somebody has just taken it; each such turn has put one number on file.
          if (!isDuplicate(error)) throw error;
        }
      }
    },
    async find(record) {
      const found = await kept(record);
      return found ? { year: found.year, serial: found.serial } : undefined;
    },
  };
}

function sameKind({ _id, document, year, serial }: Allocation, wanted: string): DocumentNumber {
  if (document !== wanted)
    throw new Error(`The document of ${_id} is numbered as ${document}, not ${wanted}`);
  return { year, serial };
}
