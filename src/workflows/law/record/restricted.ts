import type { Json } from './kinds.js';

/** How a sealed content begins on the record; its key's id and its bytes follow. */
export const RESTRICTED = 'restricted:v1:';

/** Is it a sealed content? */
export const isRestricted = (value: Json | undefined): value is string =>
  typeof value === 'string' && value.startsWith(RESTRICTED);

/** What everybody reads in its place. */
export const RESTRICTED_WORDS = '依法保密，不予显示';
