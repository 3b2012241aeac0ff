import { isMediaActKey, type MediaActKey } from '../media-matrix.js';
import type { Facts } from './kinds.js';

/**
 * The fact that an act of the media matrix went without its recording: `unsuitable` because an approved
 * reason stands for it (第十四条), `absent` although the matrix advises one (第五条).
 */
export type RecordingGap = { readonly act: MediaActKey; readonly is: 'absent' | 'unsuitable' };

/** The gap a record tells of; undefined for a record of what was recorded, and of every other act. */
export function gapIn({ recording }: Facts): RecordingGap | undefined {
  if (typeof recording !== 'object' || recording === null || Array.isArray(recording)) return undefined;
  const { act, is } = recording as Partial<Record<string, unknown>>;
  const known = typeof act === 'string' && isMediaActKey(act);
  return known && (is === 'absent' || is === 'unsuitable') ? { act, is } : undefined;
}
