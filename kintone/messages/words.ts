import type { DialRefusalCode } from '../../contracts/dial-refusal';
import type { EndReason } from '../call/call-state';

/** What happened, then the one step to take, then the words of the button that takes it. */
export type Told = string | [what: string, step: string, action?: string];

/** Codes that have words of their own; for a rep all others mean that the phone service cannot be reached. */
type ToldCode =
  | DialRefusalCode
  | 'second-call'
  | 'hour-limit'
  | 'day-limit'
  | 'rep-blocked'
  | 'login-code-too-long'
  | 'setup-incomplete'
  | 'sign-in-refused'
  | 'mic-denied'
  | 'mic-missing'
  | 'mic-in-use'
  | 'offline'
  | 'no-permission'
  | 'login-over'
  | 'connection-lost'
  | 'phone-failed';

/** Everything a rep reads. A key that a language lacks fails the build. */
export interface Messages {
  call: string;
  stop: string;
  hangUp: string;
  close: string;
  callAgain: string;
  edit: string;
  backToCall: string;
  region: string;
  callerId: string;
  extension: (digits: string) => string;
  person: (name: string) => string;
  onCallWith: (who: string) => string;
  talked: (minutes: number, seconds: number) => string;
  timeLimit: (minutes: number) => string;
  states: Record<
    'signing-in' | 'connecting' | 'ringing' | 'in-call' | 'reconnecting' | 'ended' | 'unanswered' | 'failed',
    string
  >;
  hints: Record<'noAudio' | 'reconnecting', string>;
  ends: Record<Exclude<EndReason, 'failed' | 'time-limit'>, Told>;
  errors: Record<ToldCode, Told>;
}
