import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RepAtPhone, repAtPhone } from './rep-at-phone';
import { NO_CALL_LOG, openStage, postWebhook, type Stage } from './stage';

let stage: Stage;
let rep: RepAtPhone;

beforeAll(async () => {
  stage = await openStage(NO_CALL_LOG);
  rep = repAtPhone(stage);
  stage.plant('819012345678', '09012345678');
});
afterAll(() => stage.stop());
beforeEach(() => stage.twilio.forget());

describe('a /call-phone that Twilio did not sign like this', () => {
  afterEach(() => {
    expect(stage.twilio.requests).toEqual([]);
  });

  it.each<[string, object]>([
    ['without a signature', { signature: null }],
    ['with an empty signature', { signature: '' }],
    ['with another signature', { signature: 'c2lnbmF0dXJlIG9mIGEgdGVzdCE=' }],
    ['signed with another token', { authToken: 'f'.repeat(32) }],
    ['signed for another path', { signedPath: '/dial-ended' }],
    ['signed for another host', { signedHost: 'evil.example' }],
    ['with another body', { signedParams: { To: '+815011112222' } }],
    ['with a query', { query: 'Digits=1', signedQuery: '' }],
    ['with a query that is signed', { query: 'c=abc' }],
    ['with a reordered query', { query: 'b=2&a=1', signedQuery: 'a=1&b=2' }],
    ['with a doubled query', { query: 'a=1&a=1', signedQuery: 'a=1' }],
    ['with a GET', { method: 'GET' }],
  ])('is refused %s', async (_name, options) => {
    const answer = await rep.call({}, options);
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 'signature-refused' } });
  });

  it('is refused with a body key named request, whatever stands in it', async () => {
    const params = rep.voiceParams({ request: 'x' });
    expect((await postWebhook(stage, '/call-phone', params)).status).toBe(400);
    const forged = { ...rep.voiceParams(), request: { headers: { 'x-twilio-signature': 'AAAA' } } };
    const body = JSON.stringify(forged);
    const answer = await postWebhook(stage, '/call-phone', rep.voiceParams(), {
      body,
      contentType: 'application/json',
    });
    expect(answer.status).toBe(403);
  });

  it('is refused as JSON with values that are no text', async () => {
    const body = JSON.stringify({ ...rep.voiceParams(), To: { toString: null } });
    const answer = await postWebhook(stage, '/call-phone', rep.voiceParams(), {
      body,
      contentType: 'application/json',
    });
    expect(answer.status).toBe(403);
  });
});

describe('a query that only repeats a field of the signed body', () => {
  it('cannot be seen, and changes nothing', async () => {
    const { text } = await rep.call({}, { query: 'To=%2B819099999999', signedQuery: '' });
    expect(text).toContain('<Number>+819012345678</Number>');
    expect(text).not.toContain('9099999999');
  });
});
