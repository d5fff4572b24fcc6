import type { DialRefusalCode } from './dial-refusal';

/** Why `/call-phone` ends a call before it is dialled. */
export type CallRefusalCode =
  DialRefusalCode | 'second-call' | 'hour-limit' | 'day-limit' | 'rep-blocked' | 'setup-incomplete';

/** DialCallStatus of the Dial action: https://www.twilio.com/docs/voice/twiml/dial#dialcallstatus-values */
export type DialCallStatus = 'completed' | 'answered' | 'busy' | 'no-answer' | 'failed' | 'canceled';

/**
 * What the Functions tell the rep's page about a running call, as JSON in a Twilio user-defined message:
 * the hang-up that follows carries no reason, so this is the only way the page learns it.
 */
export type PageMessage =
  | {
      kind: 'dial-ended';
      status: DialCallStatus;
      /** MAX_CALL_MINUTES, only where the call was ended for having reached it. */
      limitMinutes?: number;
    }
  | { kind: 'refused'; code: CallRefusalCode };
