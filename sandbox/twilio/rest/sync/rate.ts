import { RestError } from '../rest-error';

const MOST_A_SECOND = 20;

/** Reads and writes of one Sync object, each at most 20 a second: https://www.twilio.com/docs/sync/limits */
export class ObjectRate {
  readonly #times = { read: [] as number[], write: [] as number[] };

  /** Throws 429 when this one is too many. */
  count(kind: 'read' | 'write', now = Date.now()): void {
    const recent = this.#times[kind].filter((time) => time > now - 1000);
    this.#times[kind] = recent;
    if (recent.length >= MOST_A_SECOND) {
      throw new RestError(429, 20429, 'Too many requests for this Sync object');
    }
    recent.push(now);
  }
}
