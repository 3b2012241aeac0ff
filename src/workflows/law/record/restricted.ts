import type { Field } from '../documents/document.js';
import type { Json } from './kinds.js';

/** How a sealed content begins on the record; its key's id and its bytes follow. */
export const RESTRICTED = 'restricted:v1:';

/** Is it a sealed content? */
export const isRestricted = (value: Json | undefined): value is string =>
  typeof value === 'string' && value.startsWith(RESTRICTED);

/** What everybody reads in its place. */
export const RESTRICTED_WORDS = '依法保密，不予显示';

/**
 * Are the files of a document kept from most readers? A record does not say which content each of its files
 * answers, so that one restricted content restricts them all.
 */
export const restrictsFiles = (contents: readonly Pick<Field, 'kind' | 'restricted'>[]): boolean =>
  contents.some(({ kind, restricted }) => kind === 'attachments' && restricted === true);
