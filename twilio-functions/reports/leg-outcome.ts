import type { CallOutcome } from '../../contracts/call-log';

const OUTCOMES: Readonly<Record<string, CallOutcome>> = {
  completed: 'answered',
  answered: 'answered',
  busy: 'busy',
  'no-answer': 'no-answer',
  failed: 'failed',
  canceled: 'canceled',
};

/**
 * What the final status of a leg means for the call; undefined while it runs, and for what Twilio may call it one day.
 * https://www.twilio.com/docs/voice/api/call-resource#call-status-values
 */
export function outcomeOf(status: string): CallOutcome | undefined {
  return Object.hasOwn(OUTCOMES, status) ? OUTCOMES[status] : undefined;
}
