import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isActive, transition, type CallEvent, type CallState } from '../../../kintone/call/call-state';

const event: fc.Arbitrary<CallEvent> = fc
  .tuple(
    fc.oneof(
      fc
        .constantFrom('dialled', 'signed-in', 'ringing', 'answered', 'reconnecting', 'reconnected')
        .map((type) => ({ type }) as const),
      fc.constantFrom('rep', 'unknown').map((by) => ({ type: 'hung-up', by }) as const),
      fc
        .constantFrom('completed', 'answered', 'busy', 'no-answer', 'failed', 'canceled')
        .map((status) => ({ type: 'reported', status }) as const),
      fc
        .constantFrom('mic-denied', 'connect-slow', 'twilio-31005')
        .map((code) => ({ type: 'failed', code }) as const),
    ),
    fc.nat(10_000_000),
  )
  .map(([what, at]) => ({ ...what, at }));

const events = fc
  .array(event, { maxLength: 40 })
  .map((list) => list.map((one, index) => ({ ...one, at: index * 1000 })));

const run = (list: CallEvent[], start: CallState = { name: 'idle' }): CallState =>
  list.reduce(transition, start);
const at = (seconds: number, what: object): CallEvent => ({ ...what, at: seconds * 1000 }) as CallEvent;

const talking = [
  at(0, { type: 'dialled' }),
  at(1, { type: 'signed-in' }),
  at(2, { type: 'ringing' }),
  at(9, { type: 'answered' }),
];

describe('transition', () => {
  it('goes the way of an answered call and counts the time talked alone', () => {
    expect(run(talking)).toEqual({ name: 'in-call', since: 9000 });
    expect(run([...talking, at(200, { type: 'hung-up', by: 'rep' })])).toEqual({
      name: 'ended',
      reason: 'hung-up',
      seconds: 191,
    });
  });

  it('keeps the clock running through a reconnect', () => {
    const back = [...talking, at(20, { type: 'reconnecting' }), at(22, { type: 'reconnected' })];
    expect(run(back)).toEqual({ name: 'in-call', since: 9000 });
  });

  it.each([
    ['busy', 'busy'],
    ['no-answer', 'no-answer'],
    ['failed', 'unreachable'],
    ['canceled', 'cancelled'],
    ['completed', 'not-connected'],
  ])('reads %s of a call that nobody answered as %s', (status, reason) => {
    expect(run([...talking.slice(0, 3), at(5, { type: 'reported', status })])).toEqual({
      name: 'ended',
      reason,
    });
  });

  it('says that the callee hung up only when it was told so', () => {
    expect(run([...talking, at(20, { type: 'reported', status: 'completed' })])).toMatchObject({
      reason: 'hung-up-by-callee',
    });
    expect(run([...talking, at(20, { type: 'hung-up', by: 'unknown' })])).toMatchObject({
      reason: 'hung-up',
    });
  });

  it('says the limit, and not who hung up, of a call that was ended for it', () => {
    const limit = { type: 'reported', status: 'completed', limitMinutes: 1 };
    expect(run([...talking, at(69, limit)])).toEqual({
      name: 'ended',
      reason: 'time-limit',
      seconds: 60,
      limitMinutes: 1,
    });
    expect(run([...talking.slice(0, 3), at(5, limit)])).toEqual({ name: 'ended', reason: 'not-connected' });
  });

  it('guesses no reason for a call that ended before it was answered', () => {
    const ringing = talking.slice(0, 3);
    expect(run([...ringing, at(5, { type: 'hung-up', by: 'unknown' })])).toMatchObject({
      reason: 'not-connected',
    });
    expect(run([...ringing, at(5, { type: 'hung-up', by: 'rep' })])).toMatchObject({ reason: 'cancelled' });
  });

  it('leaves an ended call by a new one alone', () => {
    fc.assert(
      fc.property(events, events, (before, after) => {
        const ended = run([...before, at(100, { type: 'dialled' }), at(101, { type: 'hung-up', by: 'rep' })]);
        expect(ended.name).toBe('ended');
        const rest = after.filter(({ type }) => type !== 'dialled');
        expect(run(rest, ended)).toBe(ended);
        expect(transition(ended, at(300, { type: 'dialled' }))).toEqual({ name: 'signing-in' });
      }),
    );
  });

  it('changes nothing when an event comes twice', () => {
    fc.assert(
      fc.property(events, event, (before, one) => {
        const once = transition(run(before), one);
        expect(transition(once, one)).toBe(once);
      }),
    );
  });

  it('never starts a second call while there is one', () => {
    fc.assert(
      fc.property(events, (before) => {
        const state = run(before);
        if (isActive(state)) expect(transition(state, at(999, { type: 'dialled' }))).toBe(state);
      }),
    );
  });

  it('counts time only for calls that were answered, and never below zero', () => {
    fc.assert(
      fc.property(events, fc.array(fc.nat(), { maxLength: 40 }), (list, times) => {
        let state: CallState = { name: 'idle' };
        let answered = false;
        list.forEach((one, index) => {
          state = transition(state, { ...one, at: times[index] ?? one.at });
          if (state.name === 'signing-in') answered = false;
          if (state.name === 'in-call') answered = true;
          if (state.name === 'ended') {
            expect(state.seconds !== undefined).toBe(answered);
            expect(state.seconds ?? 0).toBeGreaterThanOrEqual(0);
          }
        });
      }),
    );
  });
});
