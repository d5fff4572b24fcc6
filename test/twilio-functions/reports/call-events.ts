import { encodeCallReference } from '../../../twilio-functions/calls/call-reference';
import type { RestLeg } from '../../../twilio-functions/reports/rest-call';

export const OUR_NUMBER = '+815012345678';
export const REP_LEG = `CA${'a'.repeat(32)}`;
export const CALLEE_LEG = `CA${'b'.repeat(32)}`;
export const CALL_ID = `twilio:${REP_LEG}`;

/** 13:40:02 in Tokyo, and so many seconds later, as Twilio's webhooks and its list of calls write times. */
export const at = (seconds: number): string =>
  new Date(Date.UTC(2026, 10, 20, 4, 40, 2 + seconds)).toUTCString().replace('GMT', '+0000');

/** The same, as reports and rows hold it. */
export const iso = (seconds: number): string => new Date(at(seconds)).toISOString().replace('.000Z', 'Z');

export const REFERENCE = encodeCallReference({
  identity: 'sato_2Ehanako',
  app: '1',
  record: '1',
  name: '佐藤 花子',
});

type Fields = Record<string, string>;

/** A status callback of the callee's leg. */
export function calleeEvent(status: string, seconds: number, more: Fields = {}): Fields {
  return {
    AccountSid: `AC${'0'.repeat(32)}`,
    CallSid: CALLEE_LEG,
    ParentCallSid: REP_LEG,
    CallStatus: status,
    Direction: 'outbound-dial',
    From: OUR_NUMBER,
    To: '+81312345601',
    Timestamp: at(seconds),
    SequenceNumber: '0',
    c: REFERENCE,
    ...more,
  };
}

/** The TwiML App's own status callback: how the rep's leg ended. */
export function repLegEvent(status: string, seconds: number, more: Fields = {}): Fields {
  return {
    CallSid: REP_LEG,
    CallStatus: status,
    Direction: 'inbound',
    From: 'client:sato_2Ehanako',
    To: '',
    Timestamp: at(seconds),
    CallDuration: '0',
    ...more,
  };
}

export function dialAction(status: string, more: Fields = {}): Fields {
  return {
    CallSid: REP_LEG,
    CallStatus: 'in-progress',
    From: 'client:sato_2Ehanako',
    To: '',
    DialCallSid: CALLEE_LEG,
    DialCallStatus: status,
    c: REFERENCE,
    ...more,
  };
}

export function restLegOf(more: Partial<RestLeg>): RestLeg {
  return {
    sid: REP_LEG,
    parent_call_sid: null,
    status: 'completed',
    from: 'client:sato_2Ehanako',
    to: '',
    direction: 'inbound',
    date_created: at(0),
    end_time: at(205),
    duration: '205',
    ...more,
  };
}

export function restCalleeLegOf(more: Partial<RestLeg>): RestLeg {
  return restLegOf({
    sid: CALLEE_LEG,
    parent_call_sid: REP_LEG,
    from: OUR_NUMBER,
    to: '+81312345601',
    direction: 'outbound-dial',
    date_created: at(1),
    end_time: at(204),
    duration: '191',
    ...more,
  });
}
