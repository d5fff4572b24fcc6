import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { parseFields, readRequest, requireUrlencodedBody } from '../../../twilio-functions/http/request';

const HEADERS = { 'content-type': 'application/x-www-form-urlencoded' };
const event = (fields: object, headers: object = HEADERS) => ({
  request: { headers, cookies: {} },
  ...fields,
});

describe('reading the platform’s event', () => {
  it('gives headers and fields', () => {
    const request = readRequest(event({ a: '1' }, { origin: 'https://x', accept: ['a', 'b'] }));
    expect(request.header('origin')).toBe('https://x');
    expect(request.header('accept')).toBeUndefined();
    expect(request.header('toString')).toBeUndefined();
    expect({ ...request.fields }).toEqual({ a: '1' });
  });

  it.each([undefined, null, 'text', {}, { request: 'text' }, { request: {} }, { request: { headers: [] } }])(
    'refuses %j, whose headers are gone',
    (broken) => {
      expect(() => readRequest(broken)).toThrow('bad-request');
    },
  );

  it('takes nothing from a prototype', () => {
    const inherited = Object.create({ a: '1' }) as object;
    const request = readRequest(Object.assign(inherited, event({})));
    expect(request.fields.a).toBeUndefined();
    const polluted = readRequest(Object.assign({}, event({}), JSON.parse('{"__proto__": {"a": "1"}}')));
    expect(polluted.fields.a).toBeUndefined();
  });
});

describe('fields', () => {
  const schema = z.strictObject({ a: z.string() });
  it.each([{}, { a: ['1', '2'] }, { a: { b: '1' } }, { a: 1 }, { a: '1', b: '2' }])(
    'refuses %j',
    (fields) => {
      expect(() => parseFields(schema, readRequest(event(fields)))).toThrow('bad-request');
    },
  );
  it('says which field, and never its value', () => {
    expect(() => parseFields(schema, readRequest(event({ a: ['secret'] })))).toThrow(/^bad-request: a$/);
  });
});

describe('an urlencoded body', () => {
  const fields = { a: '12', b: '34' };
  const check = (headers: object) => () => requireUrlencodedBody(readRequest(event(fields, headers)), fields);

  it('is one by its type and length', () => {
    expect(check(HEADERS)).not.toThrow();
    expect(check({ 'content-type': 'application/X-WWW-form-urlencoded; charset=utf-8' })).not.toThrow();
    expect(check({ ...HEADERS, 'content-length': '9' })).not.toThrow();
  });

  it.each([
    {},
    { 'content-type': 'application/json' },
    { 'content-type': 'text/plain; application/x-www-form-urlencoded' },
    { ...HEADERS, 'content-length': '0' },
    { ...HEADERS, 'content-length': '8' },
    { ...HEADERS, 'content-length': 'long' },
  ])('is none with %j', (headers) => {
    expect(check(headers)).toThrow('bad-request');
  });
});
