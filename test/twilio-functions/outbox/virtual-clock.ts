import type { Clock } from '../../../twilio-functions/outbox/clock';

export interface VirtualClock extends Clock {
  /** Lets time pass until `work` is done; rejects when nothing is left to wait for. */
  run<T>(work: Promise<T>): Promise<T>;
  /** Lets so much time pass. */
  pass(ms: number): Promise<void>;
}

/** A clock on which an hour takes no time, and chance that is the same in each run. */
export function createVirtualClock(seed = 1): VirtualClock {
  let now = Date.UTC(2026, 10, 20, 5);
  let chance = seed;
  let order = 0;
  let sleepers: Array<{ at: number; order: number; wake: () => void }> = [];

  const settled = () => new Promise((resolve) => setImmediate(resolve));

  function wakeNext(): boolean {
    const at = Math.min(...sleepers.map((sleeper) => sleeper.at));
    if (at === Infinity) {
      return false;
    }
    now = Math.max(now, at);
    const awake = sleepers.filter((sleeper) => sleeper.at <= now).sort((a, b) => a.order - b.order);
    sleepers = sleepers.filter((sleeper) => sleeper.at > now);
    for (const { wake } of awake) wake();
    return true;
  }

  return {
    now: () => now,
    random() {
      chance = (chance * 1_103_515_245 + 12_345) % 2_147_483_648;
      return chance / 2_147_483_648;
    },
    pause: (ms) =>
      new Promise((wake) => {
        sleepers.push({ at: now + ms, order: (order += 1), wake });
      }),
    async run(work) {
      const state = { isDone: false };
      const mark = () => {
        state.isDone = true;
      };
      work.then(mark, mark);
      for (let idle = 0; !state.isDone && idle < 5;) {
        await settled();
        idle = state.isDone || wakeNext() ? 0 : idle + 1;
      }
      if (!state.isDone) {
        throw new Error('nothing is left to wait for');
      }
      return work;
    },
    pass(ms) {
      return this.run(this.pause(ms));
    },
  };
}
