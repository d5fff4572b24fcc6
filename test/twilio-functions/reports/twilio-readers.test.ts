import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refused } from '../../../twilio-functions/http/refused';
import type { CallReport } from '../../../twilio-functions/outbox/call-report';
import { mergeReports, sameReport } from '../../../twilio-functions/outbox/merge';
import { rowOf } from '../../../twilio-functions/outbox/row';
import { readCallStatus } from '../../../twilio-functions/reports/call-status';
import { readDialEnded } from '../../../twilio-functions/reports/dial-ended';
import { readForwardEnded, readIncomingCall } from '../../../twilio-functions/reports/incoming-call';
import { readRestCall } from '../../../twilio-functions/reports/rest-call';
import {
  CALL_ID,
  calleeEvent,
  CALLEE_LEG,
  dialAction,
  iso,
  OUR_NUMBER,
  REP_LEG,
  repLegEvent,
  restCalleeLegOf,
  restLegOf,
} from './call-events';

const row = (reports: Array<CallReport | undefined>) =>
  rowOf(reports.filter((report) => report !== undefined).reduce(mergeReports), 'https://example.cybozu.com');

const ANSWERED = [
  readCallStatus(calleeEvent('initiated', 0)),
  readCallStatus(calleeEvent('ringing', 2)),
  readCallStatus(calleeEvent('in-progress', 13)),
  readCallStatus(calleeEvent('completed', 204, { CallDuration: '191' })),
  readDialEnded(dialAction('completed', { DialCallDuration: '192' })),
  readCallStatus(repLegEvent('completed', 205, { CallDuration: '205' })),
];
const ANSWERED_BY_REST = readRestCall(restLegOf({}), [restCalleeLegOf({})], OUR_NUMBER);

const unanswered = (status: string) => [
  readCallStatus(calleeEvent('initiated', 0)),
  readCallStatus(calleeEvent('ringing', 2)),
  readCallStatus(calleeEvent(status, 32, { CallDuration: '0' })),
  readDialEnded(dialAction(status)),
  readCallStatus(repLegEvent('completed', 33)),
];

const CALLER = '+81612348820';
const incoming = (more: Record<string, string> = {}) => ({
  CallSid: REP_LEG,
  CallStatus: 'ringing',
  From: CALLER,
  To: OUR_NUMBER,
  Direction: 'inbound',
  ...more,
});
const forwardedLeg = (status: string, seconds: number, more: Record<string, string> = {}) => {
  const { c: _none, ...fields } = calleeEvent(status, seconds, { To: '+819012345678', ...more });
  return fields;
};
const FORWARDED = [
  readIncomingCall(incoming(), { isForwarded: true, now: Date.parse(iso(1)) }),
  readCallStatus(forwardedLeg('initiated', 1)),
  readCallStatus(forwardedLeg('in-progress', 6)),
  readCallStatus(forwardedLeg('completed', 100, { CallDuration: '94' })),
  readForwardEnded(
    incoming({ DialCallSid: CALLEE_LEG, DialCallStatus: 'completed', DialCallDuration: '94' }),
  ),
  readCallStatus(
    incoming({ CallStatus: 'completed', Timestamp: new Date(iso(101)).toUTCString(), CallDuration: '101' }),
  ),
];

describe('what Twilio says of a call', () => {
  it('makes a whole row of an answered call', () => {
    expect(row(ANSWERED)).toMatchObject({
      call_id: CALL_ID,
      source: 'Twilio',
      direction: '発信',
      result: '応答',
      phone_number: '03-1234-5601',
      from_number: '050-1234-5678',
      rep: [{ code: 'sato.hanako' }],
      started_at: iso(0),
      answered_at: iso(13),
      ended_at: iso(205),
      duration: '191',
    });
  });

  it.each([
    ['no-answer', '応答なし'],
    ['busy', '話し中'],
    ['failed', 'つながらず'],
    ['canceled', '取りやめ'],
  ])('makes a row of a call that ended %s', (status, result) => {
    expect(row(unanswered(status))).toMatchObject({
      result,
      duration: '',
      answered_at: '',
      ended_at: iso(33),
    });
  });

  it('makes a row of a caller who was put through', () => {
    expect(row(FORWARDED)).toMatchObject({
      direction: '着信',
      result: '転送',
      phone_number: '06-1234-8820',
      from_number: '050-1234-5678',
      rep: [],
      started_at: iso(0),
      answered_at: iso(6),
      ended_at: iso(101),
      duration: '94',
    });
  });

  it('makes a row of a caller who heard the announcement', () => {
    const heard = readIncomingCall(incoming(), { isForwarded: false, now: Date.parse(iso(0)) });
    expect(row([heard])).toMatchObject({ direction: '着信', result: '案内', started_at: iso(0) });
  });

  it.each(['anonymous', '+266696687', ''])('writes 非通知 for a caller %j', (From) => {
    const report = readIncomingCall(incoming({ From }), { isForwarded: false, now: 0 });
    expect(row([report]).phone_number).toBe('非通知');
  });

  it.each([
    ['answered', [...ANSWERED, ANSWERED_BY_REST]],
    ['unanswered', unanswered('no-answer')],
    ['busy', unanswered('busy')],
    ['forwarded', FORWARDED],
  ])('is one report in whatever order and however often it comes: %s', (_name, events) => {
    const all = events.filter((report) => report !== undefined);
    const whole = all.reduce(mergeReports);
    fc.assert(
      fc.property(fc.shuffledSubarray([...all, ...all], { minLength: all.length }), (some) =>
        sameReport([...some, ...all].reduce(mergeReports), whole),
      ),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) =>
        sameReport(shuffled.reduce(mergeReports), whole),
      ),
    );
  });

  it('is not written anew because the list of calls counts a second more', () => {
    const list = readRestCall(
      restLegOf({ end_time: restCalleeLegOf({}).end_time }),
      [restCalleeLegOf({ duration: '193' })],
      OUR_NUMBER,
    );
    expect(row([...ANSWERED, list])).toEqual(row(ANSWERED));
  });
});

describe("Twilio's list of calls alone", () => {
  it('makes a whole row of a call whose webhooks were all lost', () => {
    expect(row([ANSWERED_BY_REST])).toMatchObject({
      direction: '発信',
      result: '応答',
      phone_number: '03-1234-5601',
      from_number: '050-1234-5678',
      rep: [{ code: 'sato.hanako' }],
      started_at: iso(0),
      answered_at: iso(13),
      ended_at: iso(205),
      duration: '191',
    });
  });

  it('says who called and was put through', () => {
    const first = restLegOf({ from: CALLER, to: OUR_NUMBER });
    const forward = restCalleeLegOf({ to: '+819012345678' });
    expect(row([readRestCall(first, [forward], OUR_NUMBER)])).toMatchObject({
      direction: '着信',
      result: '転送',
      phone_number: '06-1234-8820',
    });
    expect(row([readRestCall(first, [], OUR_NUMBER)]).result).toBe('案内');
  });

  it('calls what was never dialled つながらず', () => {
    expect(row([readRestCall(restLegOf({}), [], OUR_NUMBER)])).toMatchObject({
      result: 'つながらず',
      phone_number: '',
    });
  });

  it.each([
    { from: 'client:somebody-else' },
    { from: '+81612348820', to: '+81399999999' },
    { from: 'sip:x@example.com' },
  ])('leaves alone what is not ours: %j', (leg) => {
    expect(readRestCall(restLegOf(leg), [], OUR_NUMBER)).toBeUndefined();
  });
});

describe('a webhook that is not what it must be', () => {
  it.each([
    ['no CallSid', { CallStatus: 'completed' }],
    ['a CallSid that is none', calleeEvent('completed', 1, { CallSid: '../x' })],
    ['a parent that is none', calleeEvent('completed', 1, { ParentCallSid: 'CA1' })],
    ['a reference that is none', calleeEvent('completed', 1, { c: 'e30' })],
  ])('is refused: %s', (_name, fields) => {
    expect(() => readCallStatus(fields)).toThrow(Refused);
  });

  it('is taken for what it says where only some of it is odd', () => {
    const odd = calleeEvent('completed', 1, { CallDuration: 'NaN', Timestamp: 'soon', To: 'sip:x' });
    const { facts } = readCallStatus(odd);
    expect(facts.outcome?.value).toBe('answered');
    expect(facts).not.toHaveProperty('talkSeconds');
    expect(facts).not.toHaveProperty('endedAt');
    expect(facts).not.toHaveProperty('phoneNumber');
  });

  it('says nothing of the end when the status is new', () => {
    expect(readCallStatus(calleeEvent('teleported', 1)).facts).not.toHaveProperty('calleeLegEnded');
    expect(readDialEnded(dialAction('teleported')).facts).not.toHaveProperty('outcome');
  });

  it('never believes a page about who calls or about records that are none', () => {
    const { facts } = readCallStatus(repLegEvent('completed', 1, { From: 'client:_zz' }));
    expect(facts).not.toHaveProperty('rep');
  });
});

describe('when a call is over', () => {
  it('waits for the callback of the leg that was dialled', () => {
    expect(readDialEnded(dialAction('completed')).facts).not.toHaveProperty('calleeLegEnded');
  });

  it('does not wait for a leg that was never made', () => {
    const { DialCallSid: _none, ...fields } = dialAction('failed');
    expect(readDialEnded(fields).facts.calleeLegEnded?.value).toBe(true);
  });
});
