import type { Deferred } from '../deferred';
import { deferred } from '../deferred';
import type { CallRecord, FinalStatus } from './call-record';
import { isFinal } from './call-record';

/** What a callee, or a program in their place, can do; `give-up` is the caller's, of an incoming call. */
export type CalleeAction =
  'answer' | 'busy' | 'no-answer' | 'decline' | 'unreachable' | 'hang-up' | 'silence' | 'speak' | 'give-up';

/** The callee's phone: rings, is answered once at most, ends once. */
export class CalleeLeg {
  /** Settles when the callee picks up; never, if they do not. */
  readonly answered: Deferred<void> = deferred();
  readonly ended: Deferred<FinalStatus> = deferred();

  constructor(
    readonly record: CallRecord,
    /** Seconds after which the Dial gives up. */
    readonly ringSeconds: number,
    private readonly onChange: () => void,
  ) {}

  get ringing(): boolean {
    return this.record.status === 'ringing';
  }

  get talking(): boolean {
    return this.record.status === 'in-progress';
  }

  ring(): void {
    if (this.record.status === 'initiated') {
      this.record.status = 'ringing';
      this.onChange();
    }
  }

  /** False when it does not ring (any more). */
  answer(): boolean {
    if (!this.ringing) {
      return false;
    }
    this.record.status = 'in-progress';
    this.record.answeredAt = new Date();
    this.answered.resolve();
    this.onChange();
    return true;
  }

  /** False when it has ended before. */
  end(status: FinalStatus): boolean {
    if (isFinal(this.record.status)) {
      return false;
    }
    this.record.status = status;
    this.record.endedAt = new Date();
    this.ended.resolve(status);
    this.onChange();
    return true;
  }
}
