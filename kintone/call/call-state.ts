import type { DialCallStatus } from '../../contracts/page-message';
import type { PhoneErrorCode } from './phone-error';

/** Why a call is over. `not-connected` is all one can say when nobody told the reason. */
export type EndReason =
  | 'hung-up'
  | 'hung-up-by-callee'
  | 'time-limit'
  | 'cancelled'
  | 'busy'
  | 'no-answer'
  | 'unreachable'
  | 'not-connected'
  | 'failed';

/** One call, from click to end. `since` is ms since 1970, `seconds` the time talked, `limitMinutes` the longest allowed. */
export type CallState =
  | { name: 'idle' | 'signing-in' | 'connecting' }
  | { name: 'ringing' | 'in-call' | 'reconnecting'; since: number }
  | { name: 'ended'; reason: EndReason; code?: PhoneErrorCode; seconds?: number; limitMinutes?: number };

type Step = 'dialled' | 'signed-in' | 'ringing' | 'answered' | 'reconnecting' | 'reconnected';
type End =
  | { type: 'hung-up'; by: 'rep' | 'unknown' }
  | { type: 'reported'; status: DialCallStatus; limitMinutes?: number }
  | { type: 'failed'; code: PhoneErrorCode; cause?: unknown };

/** What happens to a call; `at` in ms since 1970. */
export type CallEvent = ({ type: Step } | End) & { at: number };

const STEPS: Record<CallState['name'], Partial<Record<Step, CallState['name']>>> = {
  idle: { dialled: 'signing-in' },
  'signing-in': { 'signed-in': 'connecting' },
  connecting: { ringing: 'ringing', answered: 'in-call' },
  ringing: { answered: 'in-call' },
  'in-call': { reconnecting: 'reconnecting' },
  reconnecting: { reconnected: 'in-call' },
  ended: { dialled: 'signing-in' },
};

const REPORTED: Record<DialCallStatus, EndReason> = {
  completed: 'not-connected',
  answered: 'not-connected',
  busy: 'busy',
  'no-answer': 'no-answer',
  failed: 'unreachable',
  canceled: 'cancelled',
};

/** Whether there is a call, from the click until its end. */
export const isActive = (state: CallState): boolean => state.name !== 'idle' && state.name !== 'ended';

const talkingSince = (state: CallState): number | undefined =>
  state.name === 'in-call' || state.name === 'reconnecting' ? state.since : undefined;

const reasonOf = (event: End, talked: boolean): EndReason => {
  if (event.type === 'failed') return 'failed';
  if (event.type === 'reported') {
    if (!talked) return REPORTED[event.status];
    if (event.limitMinutes) return 'time-limit';
    return event.status === 'completed' ? 'hung-up-by-callee' : 'hung-up';
  }
  if (talked) return 'hung-up';
  return event.by === 'rep' ? 'cancelled' : 'not-connected';
};

/**
 * The state after an event. What does not belong to the state (late, doubled, out of order) changes nothing: the very
 * same state comes back. An ended call is left only by a new one.
 */
export const transition = (state: CallState, event: CallEvent): CallState => {
  if (event.type === 'hung-up' || event.type === 'reported' || event.type === 'failed') {
    if (!isActive(state)) return state;
    const since = talkingSince(state);
    const reason = reasonOf(event, since !== undefined);
    return {
      name: 'ended',
      reason,
      ...(event.type === 'failed' && { code: event.code }),
      ...(reason === 'time-limit' && { limitMinutes: (event as { limitMinutes: number }).limitMinutes }),
      ...(since !== undefined && { seconds: Math.max(0, Math.round((event.at - since) / 1000)) }),
    };
  }
  const name = STEPS[state.name][event.type];
  switch (name) {
    case undefined:
      return state;
    case 'ringing':
      return { name, since: event.at };
    case 'in-call':
    case 'reconnecting':
      return { name, since: talkingSince(state) ?? event.at };
    default:
      return { name } as CallState;
  }
};
