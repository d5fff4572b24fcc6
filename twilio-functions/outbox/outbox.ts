import type { LogLine } from '../http/log';
import type { CallReport } from './call-report';
import type { Clock } from './clock';
import type { Place } from './places/place';
import type { PlaceHealth } from './place-health';
import type { OutboxStore } from './store';

/** What the outbox works with: Sync, the places, and who knows more about a call. */
export interface Outbox {
  store: OutboxStore;
  places: readonly Place[];
  health: PlaceHealth;
  clock: Clock;
  /**
   * What else is to be known of a call before it is written: its customer, who called last. Undefined: nothing.
   * Given up after `within` ms. Throws KnowledgeLater.
   */
  complete(report: CallReport, within: number): Promise<CallReport | undefined>;
  /** Told of each call that was written for the first time. Never throws. */
  written(report: CallReport): Promise<void>;
  log(level: 'error' | 'warn' | 'info', line: Omit<LogLine, 'in' | 'call'> & { callId?: string }): void;
}

/** More will be known of a call once somebody answers who is silent now. */
export class KnowledgeLater extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}
