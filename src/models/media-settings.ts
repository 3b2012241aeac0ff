import { Schema, type Connection, type Model } from 'mongoose';
import {
  demands,
  isMediaActKey,
  type Demand,
  type MatterMatrix,
  type MediaDepartures,
} from '../workflows/law/media-matrix.js';
import { PART, STRICT } from './schema.js';
import { stamp, type Stamp } from './stamp.js';

/** What the bureau's own matrix asks of one act, by its key; `audioVisual` null: as the law table has it. */
export type MediaDocument = { _id: string; audioVisual: Demand | null; reason: string; change: Stamp };

const schema = new Schema(
  {
    _id: { type: String, required: true },
    audioVisual: { type: String, enum: [...demands, null], default: null },
    reason: { type: String, required: true },
    change: { type: new Schema(stamp, PART), required: true },
  },
  { ...STRICT, collection: 'mediaSettings' },
);

/** The departures from the media matrix of a connection (第五条). */
export const mediaSettingsOn = (connection: Connection): Model<MediaDocument> =>
  (connection.models['MediaSetting'] as Model<MediaDocument> | undefined) ??
  (connection.model('MediaSetting', schema) as unknown as Model<MediaDocument>);

/**
 * The matrix that settings make, under the name of the latest of them; undefined while none departs from the
 * table.
 */
export function matrixOf(
  settings: readonly { act: string; audioVisual: Demand | null; change: Stamp | null }[],
): MatterMatrix | undefined {
  const departing = settings.flatMap(({ act, audioVisual }) =>
    audioVisual !== null && isMediaActKey(act) ? [[act, audioVisual] as const] : [],
  );
  if (departing.length === 0) return undefined;
  const [latest] = settings
    .flatMap(({ change }) => change ?? [])
    .sort((one, other) => other.at - one.at || other.seq - one.seq);
  return {
    version: latest ? `${latest.chainId}#${String(latest.seq)}` : '',
    audioVisual: Object.fromEntries(departing) satisfies MediaDepartures,
  };
}

/** How long a process may go on with the matrix it has read; a matter says by which it is recorded. */
const MATRIX_REFRESH_MS = 30_000;

/** The matrix in force, read at most every `MATRIX_REFRESH_MS`: a start does not wait for it. */
export function createMatrixReader(
  connection: Connection,
  now: () => number,
): () => Promise<MatterMatrix | undefined> {
  const model = mediaSettingsOn(connection);
  let kept: { at: number; matrix: MatterMatrix | undefined } | undefined;
  return async () => {
    if (kept && now() - kept.at < MATRIX_REFRESH_MS) return kept.matrix;
    const read = await model.find({ _id: { $gte: '', $lte: '\uffff' } }).lean<MediaDocument[]>();
    const matrix = matrixOf(read.map(({ _id: act, ...rest }) => ({ act, ...rest })));
    kept = { at: now(), matrix };
    return matrix;
  };
}
