import { Refused } from '../http/refused';

/**
 * Failed proofs of the last minute, and those whose outcome is open, in this process. Everyone shares it, so it is far
 * above what one fault or one curious person makes: at the limit no rep gets in either. It is not kept a record, since
 * record ids count up: whoever knows one could use up the next ones before their reps come.
 */
export const FAILURES_A_MINUTE = 300;
const MINUTE_MS = 60_000;

/**
 * Bounds what guessing costs kintone, a minute. The count is this instance's own; the proof itself is what keeps
 * guessers out. What a patient stranger can still do is in docs/security.md.
 */
export class FailedProofs {
  #failedAt: number[] = [];
  #open = 0;

  /**
   * Runs one attempt. Throws Refused 'too-many-attempts' without running it when the limit is reached. Open attempts
   * count, so that many at once do not slip by; a kintone that does not answer is not the rep's failure.
   */
  async attempt<T>(now: () => number, work: () => Promise<T>): Promise<T> {
    const since = now() - MINUTE_MS;
    this.#failedAt = this.#failedAt.filter((at) => at > since);
    if (this.#failedAt.length + this.#open >= FAILURES_A_MINUTE) {
      throw new Refused('too-many-attempts');
    }
    this.#open += 1;
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Refused && error.code === 'kintone-unavailable')) {
        this.#failedAt.push(now());
      }
      throw error;
    } finally {
      this.#open -= 1;
    }
  }
}
