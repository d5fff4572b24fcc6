import type { CallRecord } from '../calls/call-record';
import { durationOf, isFinal } from '../calls/call-record';

/** What every webhook of a leg carries: https://www.twilio.com/docs/voice/twiml#request-parameters */
export function legParameters(record: CallRecord, accountSid: string): Record<string, string> {
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    CallSid: record.sid,
    CallStatus: record.status,
    Called: record.direction === 'inbound' ? '' : record.to,
    Caller: record.from,
    Direction: record.direction,
    From: record.from,
    To: record.to,
    ...(record.parentSid ? { ParentCallSid: record.parentSid } : {}),
  };
}

/**
 * What a status callback carries besides:
 * https://www.twilio.com/docs/voice/twiml/number#attributes-status-callback
 */
export function statusParameters(
  record: CallRecord,
  accountSid: string,
  sequenceNumber: number,
): Record<string, string> {
  const seconds = durationOf(record);
  return {
    ...legParameters(record, accountSid),
    CallbackSource: 'call-progress-events',
    SequenceNumber: String(sequenceNumber),
    Timestamp: new Date().toUTCString().replace('GMT', '+0000'),
    ...(isFinal(record.status)
      ? { CallDuration: String(seconds), Duration: String(Math.ceil(seconds / 60)) }
      : {}),
  };
}
