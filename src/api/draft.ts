import type { ApiParts } from './parts.js';

/** Key of a draft on the way to starting a case; one on a task has the task's id. */
export const START = 'start';

/**
 * What was sent is no draft any more. An act that is on file is answered as done whatever becomes of this.
 */
export async function forgetDraft(
  parts: Pick<ApiParts, 'drafts'>,
  person: string,
  key: string,
): Promise<void> {
  await parts.drafts.remove(person, key).catch(() => undefined);
}
