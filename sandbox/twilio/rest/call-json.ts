import type { CallRecord } from '../calls/call-record';
import { durationOf, isFinal } from '../calls/call-record';

/** RFC 2822, as the 2010 API writes times. */
function rfc2822(date: Date | null): string | null {
  return date ? date.toUTCString().replace('GMT', '+0000') : null;
}

/** https://www.twilio.com/docs/voice/api/call-resource#call-properties */
export function callJson(record: CallRecord, accountSid: string): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${accountSid}/Calls/${record.sid}`;
  const ended = isFinal(record.status);
  return {
    sid: record.sid,
    account_sid: accountSid,
    parent_call_sid: record.parentSid,
    date_created: rfc2822(record.createdAt),
    date_updated: rfc2822(record.endedAt ?? record.answeredAt ?? record.createdAt),
    to: record.to,
    to_formatted: record.to,
    from: record.from,
    from_formatted: record.from,
    phone_number_sid: null,
    status: record.status,
    start_time: rfc2822(record.answeredAt ?? (ended ? record.createdAt : null)),
    end_time: rfc2822(record.endedAt),
    duration: ended ? String(durationOf(record)) : null,
    price: null,
    price_unit: 'USD',
    direction: record.direction,
    answered_by: null,
    annotation: null,
    api_version: '2010-04-01',
    forwarded_from: null,
    group_sid: null,
    caller_name: null,
    queue_time: '0',
    trunk_sid: null,
    uri: `${uri}.json`,
    subresource_uris: { user_defined_messages: `${uri}/UserDefinedMessages.json` },
  };
}
