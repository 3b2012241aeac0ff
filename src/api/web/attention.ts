import { useNow } from './parts/now.js';

/** A page nobody has touched for this long stops asking, so that an unattended session can end by itself. */
const ATTENTION_MS = 10 * 60_000;

let lastInput = Date.now();
for (const event of ['pointerdown', 'keydown'])
  addEventListener(event, () => (lastInput = Date.now()), { capture: true, passive: true });

/** Is somebody at this page? */
export const useAttention = (): boolean => useNow() - lastInput < ATTENTION_MS;
