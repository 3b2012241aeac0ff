/**
 * What a tab keeps of a draft until the server has it: through a reload without network, and gone with the
 * tab. Not in what outlives the tab, because a computer may be shared and a draft may name people.
 */

/** `revision`: of what the server had then; `at` in epoch ms. */
export type Waiting<C> = { contents: C; revision: number; at: number };

const PREFIX = 'draft ';

/** Keeps it, with null forgets it; what is kept by now. A tab that keeps nothing is no failure. */
export function inTab<C>(name: string, waiting?: Waiting<C> | null): Waiting<C> | null {
  const key = PREFIX + name;
  try {
    if (waiting) sessionStorage.setItem(key, JSON.stringify(waiting));
    if (waiting === null) sessionStorage.removeItem(key);
    const text = sessionStorage.getItem(key);
    return text === null ? null : (JSON.parse(text) as Waiting<C>);
  } catch {
    return null;
  }
}

/** Forgets what this tab keeps of anybody, when he signs out. */
export function forgetWaiting(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
