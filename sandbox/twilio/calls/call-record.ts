/** https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
export type CallStatus =
  | 'queued'
  | 'initiated'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'no-answer'
  | 'failed'
  | 'canceled';

export type FinalStatus = Exclude<CallStatus, 'queued' | 'initiated' | 'ringing' | 'in-progress'>;

const FINAL: ReadonlySet<CallStatus> = new Set(['completed', 'busy', 'no-answer', 'failed', 'canceled']);

export function isFinal(status: CallStatus): status is FinalStatus {
  return FINAL.has(status);
}

/** What is kept of one leg: what REST shows and callbacks carry. */
export interface CallRecord {
  readonly sid: string;
  /** The rep's leg, for the leg of a callee. */
  readonly parentSid: string | null;
  readonly direction: 'inbound' | 'outbound-dial';
  /** `client:<identity>` or E.164. */
  readonly from: string;
  readonly to: string;
  readonly createdAt: Date;
  status: CallStatus;
  answeredAt: Date | null;
  endedAt: Date | null;
}

/** Whole seconds from answer to end (or to now); 0 for a leg that was never answered. */
export function durationOf(record: CallRecord): number {
  if (!record.answeredAt) {
    return 0;
  }
  const end = record.endedAt ?? new Date();
  return Math.round((end.getTime() - record.answeredAt.getTime()) / 1000);
}
