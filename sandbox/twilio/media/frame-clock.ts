import { FRAME_MS } from './frame';

const MOST_AT_ONCE = 5;

/**
 * Calls `send` once every 20 ms by the wall clock: a timer that comes late makes up for it, up to 100 ms.
 * Returns the function that stops it.
 */
export function startFrameClock(send: () => void): () => void {
  let next = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    next = Math.max(next, now - FRAME_MS * MOST_AT_ONCE);
    while (next <= now) {
      send();
      next += FRAME_MS;
    }
  }, FRAME_MS);
  return () => clearInterval(timer);
}
