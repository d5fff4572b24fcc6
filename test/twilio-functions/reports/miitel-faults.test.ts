import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChallenge } from '../../../twilio-functions/reports/miitel';
import { fixture, read } from './miitel-fixtures';

describe('what is not for the call log', () => {
  it.each([
    ['meeting', 'meeting'],
    ['internal-call', 'internal-call'],
  ])('is acknowledged by name: %s', (name, why) => {
    expect(read(fixture(name))).toEqual({ is: 'ignored', why });
  });
});

describe('a delivery that is not what it must be', () => {
  const without = (key: string) => {
    const body = fixture('analysis');
    delete body.call.details[0]?.[key];
    return body;
  };

  it.each([
    [{}, 'call'],
    [{ call: 'x' }, 'call'],
    [{ call: { details: [] } }, 'call.id'],
    [{ call: { id: 'a', details: [] } }, 'call.details'],
    [{ call: { id: '../admin', details: [{}] } }, 'call.id'],
    [without('id'), 'call.details[0].id'],
    [without('dial_starts_at'), 'call.details[0].dial_starts_at'],
    [without('dial_answered_at'), 'call.details[0].dial_answered_at'],
    [without('call_type'), 'call.details[0].call_type'],
  ])('names the path of the fault: %j', (body, path) => {
    expect(read(body)).toEqual({ is: 'faulty', path });
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('call', 'video', 'challenge', 'x'), fc.jsonValue()),
        (body) => {
          const { is } = read(body);
          return ['call', 'ignored', 'faulty'].includes(is);
        },
      ),
    );
    const broken = fc.record({
      key: fc.constantFrom(...Object.keys(fixture('analysis').call.details[0] ?? {})),
      value: fc.jsonValue(),
    });
    fc.assert(
      fc.property(broken, ({ key, value }) => {
        const body = fixture('analysis');
        Object.assign(body.call.details[0] ?? {}, { [key]: value });
        const delivery = read(body);
        return delivery.is !== 'faulty' || delivery.path.startsWith(`call.details[0].${key}`);
      }),
    );
  });
});

describe('the challenge', () => {
  it('is read from any delivery that carries one', () => {
    expect(readChallenge({ challenge: 'b64-_.~+/=', call: {} })).toBe('b64-_.~+/=');
  });

  it.each([undefined, '', 5, ['x'], '<script>', 'a b', 'x'.repeat(257), 'a\r\nSet-Cookie: b'])(
    'is none: %j',
    (challenge) => {
      expect(readChallenge({ challenge })).toBeUndefined();
    },
  );
});
