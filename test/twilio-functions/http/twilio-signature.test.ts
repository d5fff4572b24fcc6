import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { describe, expect, it } from 'vitest';
import { readRequest } from '../../../twilio-functions/http/request';
import { type CallbackQuery, requireTwilioSignature } from '../../../twilio-functions/http/twilio-signature';

const ADDRESS = {
  authToken: 'f'.repeat(32),
  domainName: 'phone.twil.io',
  path: '/dial-ended',
  callbackQuery: 'required' as const,
};
const BODY = { CallSid: 'CA1', DialCallStatus: 'busy' };

interface Sent {
  query?: string;
  signedQuery?: string;
  body?: Record<string, string | string[]>;
  signedBody?: Record<string, string | string[]>;
  callbackQuery?: CallbackQuery;
  signature?: string | string[];
}

/** What the Function sees of a request that Twilio signed over `signedQuery` and `signedBody`. */
function receive({ query = 'c=abc', signedQuery = query, body = BODY, signedBody = body, ...rest }: Sent) {
  const url = `https://phone.twil.io/dial-ended${signedQuery ? `?${signedQuery}` : ''}`;
  const signature = rest.signature ?? getExpectedTwilioSignature(ADDRESS.authToken, url, signedBody);
  const parsed: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const before = parsed[name];
    parsed[name] = before === undefined ? value : [before, value].flat();
  }
  const event = { request: { headers: { 'x-twilio-signature': signature } }, ...parsed, ...body };
  return () =>
    requireTwilioSignature(readRequest(event), {
      ...ADDRESS,
      callbackQuery: rest.callbackQuery ?? 'required',
    });
}

describe('Twilio’s signature', () => {
  it('holds with the one query parameter, and without one', () => {
    expect(receive({})).not.toThrow();
    expect(receive({ query: '', callbackQuery: 'none' })).not.toThrow();
  });

  it('holds with and without a query where some callers have one', () => {
    expect(receive({ callbackQuery: 'optional' })).not.toThrow();
    expect(receive({ query: '', callbackQuery: 'optional' })).not.toThrow();
  });

  it.each<[string, Sent]>([
    ['an optional query taken away', { query: '', signedQuery: 'c=abc', callbackQuery: 'optional' }],
    ['an optional query added', { signedQuery: '', callbackQuery: 'optional' }],
    ['another optional query', { signedQuery: 'c=abd', callbackQuery: 'optional' }],
    ['no signature', { signature: '' }],
    ['another signature', { signature: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }],
    ['two signatures', { signature: ['a', 'b'] }],
    ['another body', { signedBody: { ...BODY, DialCallStatus: 'completed' } }],
    ['another query', { signedQuery: 'c=abd' }],
    ['a doubled query', { query: 'c=abc&c=abc' }],
    ['a further query parameter', { query: 'c=abc&d=1' }],
    ['a reordered query', { query: 'd=1&c=abc' }],
    ['the body over the query', { body: { ...BODY, c: 'other' } }],
    ['a body field added in the query', { query: 'c=abc&To=1', signedQuery: 'c=abc' }],
    ['no query where one belongs', { query: '' }],
    ['a query where none belongs', { callbackQuery: 'none' }],
    ['a query that is not base64url', { query: 'c=a%20b' }],
  ])('refuses %s', (_name, sent) => {
    expect(receive(sent)).toThrow('signature-refused');
  });

  it('cannot tell a field that was moved from the body into the query: it has the value Twilio signed', () => {
    const body = { DialCallStatus: 'busy' };
    expect(
      receive({ query: 'c=abc&CallSid=CA1', signedQuery: 'c=abc', body, signedBody: BODY }),
    ).not.toThrow();
  });

  it('refuses values that are no form fields', () => {
    const body = { CallSid: { toString: 1 } } as unknown as Record<string, string>;
    expect(receive({ body, signedBody: BODY })).toThrow('signature-refused');
  });
});
