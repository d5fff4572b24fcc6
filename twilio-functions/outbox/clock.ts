/** Time and chance, as the outbox needs them; tests have their own. */
export interface Clock {
  /** ms since 1970. */
  now(): number;
  /** From 0 to below 1. */
  random(): number;
  pause(ms: number): Promise<void>;
}

export const realClock: Clock = {
  now: Date.now,
  random: Math.random,
  pause: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    }),
};

/** What is left of a time for work, ms; never negative. */
export type TimeLeft = () => number;

export function timeLimit(ms: number, clock: Clock): TimeLeft {
  const end = clock.now() + ms;
  return () => Math.max(0, end - clock.now());
}

/** A wait of 0 to `most` ms: those who collided do not collide again. */
export function jitter(most: number, clock: Clock): Promise<void> {
  return clock.pause(Math.floor(clock.random() * most));
}

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;

/** How long to wait after so many failures, ms: full jitter up to a limit that doubles, from 30 s to an hour. */
export function backOff(attempts: number, clock: Clock): number {
  const limit = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, attempts - 1));
  return Math.floor(1000 + clock.random() * (limit - 1000));
}
