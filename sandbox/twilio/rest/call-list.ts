import type { CallRecord } from '../calls/call-record';
import { callJson } from './call-json';

const DAY_MS = 86_400_000;

function startOf(record: CallRecord): Date {
  return record.answeredAt ?? record.createdAt;
}

function inTime(date: Date | null, query: URLSearchParams, name: 'StartTime' | 'EndTime'): boolean {
  const at = date?.getTime() ?? NaN;
  const bound = (key: string) => {
    const text = query.get(key);
    return text === null ? undefined : Date.parse(text);
  };
  const after = bound(`${name}>`);
  const before = bound(`${name}<`);
  const on = bound(name);
  return (
    (after === undefined || at >= after) &&
    (before === undefined || at <= before) &&
    (on === undefined || (at >= on && at < on + DAY_MS))
  );
}

function fits(record: CallRecord, query: URLSearchParams): boolean {
  const equal = (key: string, value: string | null) => !query.has(key) || query.get(key) === value;
  return (
    equal('To', record.to) &&
    equal('From', record.from) &&
    equal('ParentCallSid', record.parentSid) &&
    equal('Status', record.status) &&
    inTime(startOf(record), query, 'StartTime') &&
    inTime(record.endedAt, query, 'EndTime')
  );
}

/** One page of legs, newest first: https://www.twilio.com/docs/voice/api/call-resource#read-multiple-call-resources */
export function callList(
  records: readonly CallRecord[],
  query: URLSearchParams,
  accountSid: string,
): Record<string, unknown> {
  const pageSize = Math.min(1000, Math.max(1, Number(query.get('PageSize') ?? 50) || 50));
  const page = Math.max(0, Number(query.get('Page') ?? 0) || 0);
  const found = records.filter((record) => fits(record, query));
  const start = page * pageSize;
  const shown = found.slice(start, start + pageSize);
  const uri = (wanted: number) => {
    const next = new URLSearchParams(query);
    next.set('PageSize', String(pageSize));
    next.set('Page', String(wanted));
    return `/2010-04-01/Accounts/${accountSid}/Calls.json?${next}`;
  };
  return {
    calls: shown.map((record) => callJson(record, accountSid)),
    page,
    page_size: pageSize,
    start,
    end: start + Math.max(0, shown.length - 1),
    uri: uri(page),
    first_page_uri: uri(0),
    previous_page_uri: page > 0 ? uri(page - 1) : null,
    next_page_uri: start + pageSize < found.length ? uri(page + 1) : null,
  };
}
