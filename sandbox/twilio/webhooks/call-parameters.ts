import type { CallRecord } from '../calls/call-record';
import { durationOf, isFinal } from '../calls/call-record';
import { isWithheld } from '../calls/caller-id';

/** Where a number is, as far as Twilio knows: of numbers outside of North America nothing but the country. */
function placeOf(prefix: string, number: string): Record<string, string> {
  const country = number.startsWith('+81') && !isWithheld(number) ? 'JP' : '';
  return {
    [`${prefix}City`]: '',
    [`${prefix}State`]: '',
    [`${prefix}Zip`]: '',
    [`${prefix}Country`]: country,
  };
}

/** What a call from the telephone network carries besides; CallerName stays away, since it must be paid for. */
function placesOf({ from, to }: CallRecord): Record<string, string> {
  return {
    ...placeOf('From', from),
    ...placeOf('Caller', from),
    ...placeOf('To', to),
    ...placeOf('Called', to),
  };
}

/** What every webhook of a leg carries: https://www.twilio.com/docs/voice/twiml#request-parameters */
export function legParameters(record: CallRecord, accountSid: string): Record<string, string> {
  const isFromBrowser = record.from.startsWith('client:');
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    CallSid: record.sid,
    CallStatus: record.status,
    Called: isFromBrowser ? '' : record.to,
    Caller: record.from,
    Direction: record.direction,
    From: record.from,
    To: record.to,
    ...(record.direction === 'inbound' && !isFromBrowser ? placesOf(record) : {}),
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
