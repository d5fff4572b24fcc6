import type { CallAudio } from '../media/call-audio';
import type { SignalError } from '../signalling/frames';
import type { CallRecord, FinalStatus } from './call-record';
import type { CalleeLeg } from './callee-leg';

/** What a `<Say>` read out. */
export interface Spoken {
  text: string;
  /** `ja-JP` */
  language: string;
}

/** The leg a call begins with, as its TwiML sees it: a rep's browser, or a caller in the telephone network. */
export interface FirstLeg {
  readonly record: CallRecord;
  readonly audio: Pick<CallAudio, 'playRingback' | 'playEcho' | 'playSilence'>;
  /** What went wrong on Twilio's side, as its debugger would list it. */
  readonly alerts: SignalError[];
  /** All that was read out to whoever is on this leg, in order. */
  readonly said: Spoken[];
  /** The leg that was dialled last. */
  callee: CalleeLeg | undefined;
  /** Aborts when the leg has ended, from whichever side. */
  readonly over: AbortSignal;
  readonly answered: boolean;
  ring(earlyMedia: boolean): Promise<void>;
  answer(): Promise<void>;
  /** Ends the call from Twilio's side. */
  hangUp(unanswered: FinalStatus, error?: SignalError): void;
}
