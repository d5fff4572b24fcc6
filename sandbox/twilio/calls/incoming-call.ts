import type { SignalError } from '../signalling/frames';
import type { CallRecord, FinalStatus } from './call-record';
import { isFinal } from './call-record';
import type { CalleeLeg } from './callee-leg';
import type { FirstLeg, Spoken } from './first-leg';

/** A telephone far away: nobody here hears what it hears. */
const NO_AUDIO: FirstLeg['audio'] = {
  playRingback: () => undefined,
  playEcho: () => undefined,
  playSilence: () => undefined,
};

/** A caller's leg: somebody in the telephone network calls a number of the account. */
export class IncomingCall implements FirstLeg {
  readonly kind = 'incoming';
  readonly audio = NO_AUDIO;
  readonly alerts: SignalError[] = [];
  readonly said: Spoken[] = [];
  callee: CalleeLeg | undefined;
  readonly #over = new AbortController();

  constructor(
    readonly record: CallRecord,
    private readonly onChange: () => void,
  ) {}

  get over(): AbortSignal {
    return this.#over.signal;
  }

  get answered(): boolean {
    return this.record.answeredAt !== null;
  }

  /** The telephone network plays its own tone until the call is answered. */
  async ring(): Promise<void> {
    return undefined;
  }

  async answer(): Promise<void> {
    if (!this.over.aborted && !this.answered) {
      this.record.status = 'in-progress';
      this.record.answeredAt = new Date();
      this.onChange();
    }
  }

  hangUp(unanswered: FinalStatus = 'completed'): void {
    if (isFinal(this.record.status)) {
      return;
    }
    this.record.status = this.answered ? 'completed' : unanswered;
    this.record.endedAt = new Date();
    this.#over.abort();
    this.onChange();
  }

  /** The caller hangs up, whatever they hear just then. False when the call is over already. */
  giveUp(): boolean {
    const live = !this.over.aborted;
    this.hangUp('no-answer');
    return live;
  }
}
