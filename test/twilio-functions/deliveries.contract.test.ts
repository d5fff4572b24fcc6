import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CallLogStage, openCallLogStage } from './call-log-stage';
import { miitelFixture } from './outbox/vendors';
import { referenceOf } from './rep-at-phone';
import { newCall, postWebhook } from './stage';

let stage: CallLogStage;
let run = 0;

beforeAll(async () => {
  stage = await openCallLogStage();
  stage.plant('312345601', '山田');
});
afterAll(() => stage.stop());
beforeEach(() => {
  run += 1;
  stage.kintone.reset();
});

/** What the Functions have left behind anywhere: requests to kintone, documents in Sync. */
const traces = () => ({
  kintone: stage.kintone.world.requests.length,
  sync: stage.twilio.sync.documents().length,
});

async function deliver(
  body: unknown,
  { authorization = `Bearer ${stage.world.miitelSecret}`, type = 'application/json', query = '' } = {},
) {
  const answer = await fetch(`${stage.functions.origin}/miitel-webhook${query}`, {
    method: 'POST',
    headers: { 'content-type': type, ...(authorization === '' ? {} : { authorization }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, text, type: answer.headers.get('content-type') ?? '' };
}

const refusal = (text: string) => (JSON.parse(text) as { error: { code: string; path?: string } }).error;

describe('POST /miitel-webhook', () => {
  it.each([
    ['no secret', ''],
    ['another secret', 'Bearer another-secret-of-miitel-1234'],
    ['the secret as a password', 'Basic c2VjcmV0OnNlY3JldA=='],
    ['two secrets', 'Bearer a b'],
  ])('with %s is refused and leaves nothing behind', async (_name, authorization) => {
    const before = traces();
    const answer = await deliver(miitelFixture('analysis', run), { authorization });
    expect(answer.status).toBe(401);
    expect(refusal(answer.text).code).toBe('secret-refused');
    expect(traces()).toEqual(before);
  });

  it('takes the secret from the header alone', async () => {
    const secret = stage.world.miitelSecret;
    const body = { ...miitelFixture('analysis', run), authorization: `Bearer ${secret}` };
    expect((await deliver(body, { authorization: '', query: `?authorization=Bearer%20x` })).status).toBe(401);
  });

  it('gives a challenge back as text, to anybody, and does nothing else', async () => {
    const before = traces();
    const body = { ...miitelFixture('analysis', run), challenge: 'c4e-1.9_~' };
    const answer = await deliver(body, { authorization: '' });
    expect(answer).toMatchObject({ status: 200, text: 'c4e-1.9_~' });
    expect(answer.type).toMatch(/^text\/plain/);
    expect((await deliver(body)).text).toBe('c4e-1.9_~');
    expect(traces()).toEqual(before);
  });

  it.each(['<script>alert(1)</script>', '', 'x'.repeat(300), 'a b', 'a\nb', 7, ['x'], { a: 1 }, null])(
    'takes %j for no challenge',
    async (challenge) => {
      const answer = await deliver({ challenge }, { authorization: '' });
      expect(answer.status).toBe(401);
      expect(answer.text).not.toContain('<script>');
    },
  );

  it.each<[string, unknown, string]>([
    ['nothing', {}, 'call'],
    ['a list', [miitelFixture('analysis', 1)], 'call'],
    ['a call that is text', { call: 'x' }, 'call'],
    ['a call that is null', { call: null }, 'call'],
    ['no details', { call: { id: 'x', details: [] } }, 'call.details'],
    ['details that are an object', { call: { id: 'x', details: {} } }, 'call.details'],
    ['an id that is a path', { call: { id: '../../x', details: [{}] } }, 'call.id'],
    ['an id that is a number', { call: { id: 7, details: [{}] } }, 'call.id'],
    ['somebody else’s JSON', { event: 'push', repository: { id: 1 } }, 'call'],
    ['a prototype', JSON.parse('{"__proto__":{"call":{"id":"x"}}}'), 'call'],
  ])('says where it cannot use %s', async (_name, body, path) => {
    const before = traces();
    const answer = await deliver(body);
    expect(answer.status).toBe(400);
    expect(refusal(answer.text)).toMatchObject({ code: 'bad-request', path });
    expect(traces()).toEqual(before);
  });

  it.each([
    ['id', 7],
    ['call_type', null],
    ['dial_starts_at', 'yesterday'],
    ['dial_answered_at', 0],
    ['dial_ends_at', undefined],
    ['participants', 'x'],
    ['minutes', { text: 'x' }],
    ['to_number', 312345601],
  ])('says where a detail is not what it must be: %s', async (key, value) => {
    const body = miitelFixture('analysis', run);
    Object.assign(body.call.details[0] ?? {}, { [key]: value });
    const answer = await deliver(body);
    expect(answer.status).toBe(400);
    expect(refusal(answer.text).path).toBe(`call.details[0].${key}`);
    expect(answer.text).not.toContain('312345601');
  });

  it.each([
    ['text', 'text/plain', 'hello'],
    ['a form', 'application/x-www-form-urlencoded', 'call=x'],
    ['broken JSON', 'application/json', '{"call":'],
    ['nothing', 'application/json', ''],
    ['a deep nest', 'application/json', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['a body that calls itself the request', 'application/json', '{"request":1}'],
    [
      'forged headers',
      'application/json',
      JSON.stringify({ request: { headers: { authorization: 'Bearer another-secret-of-miitel' } } }),
    ],
  ])('survives %s', async (_name, type, body) => {
    const before = traces();
    const answer = await deliver(body, { type });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(traces()).toEqual(before);
  });

  it('survives bodies of many megabytes, and writes the next call', async () => {
    const body = miitelFixture('minutes', run);
    Object.assign(body.call.details[0] ?? {}, { minutes: 'あ'.repeat(4_000_000) });
    expect((await deliver(body)).status).toBeLessThan(500);
    expect((await deliver({ call: 'x'.repeat(8_000_000) })).status).toBeGreaterThanOrEqual(400);
    run += 1;
    expect((await deliver(miitelFixture('analysis', run))).status).toBe(200);
    expect(stage.rows().some(({ source }) => source === 'MiiTel')).toBe(true);
  });

  it('keeps what looks like kintone’s own query language as the text it is', async () => {
    const body = miitelFixture('unanswered', run);
    Object.assign(body.call.details[0] ?? {}, { to_number: '") or ($id > "0' });
    expect((await deliver(body)).status).toBe(200);
    expect(stage.rows()).toMatchObject([{ phone_number: '', customer_record: '' }]);
  });
});

describe.each(['/call-status', '/incoming-call'])('POST %s', (path) => {
  const params = () => ({
    AccountSid: stage.world.twilio.accountSid,
    CallSid: newCall(),
    CallStatus: 'completed',
    From: '+81312345601',
    To: stage.world.twilio.fromNumber,
    CallDuration: '3',
    Timestamp: new Date().toUTCString(),
  });

  it.each<[string, object]>([
    ['no signature', { signature: null }],
    ['another account’s signature', { authToken: 'f'.repeat(32) }],
    ['the signature of another host', { signedHost: 'other.twil.io' }],
    ['the signature of another path', { signedPath: '/dial-ended' }],
    ['other fields than were signed', { signedParams: { CallSid: newCall() } }],
    ['a query that was not signed', { query: `c=${referenceOf()}`, signedQuery: '' }],
  ])('with %s is refused and leaves nothing behind', async (_name, options) => {
    const before = traces();
    expect((await postWebhook(stage, path, params(), options)).status).toBe(403);
    expect(traces()).toEqual(before);
  });

  it('signed, is taken, and the next one too', async () => {
    const CallSid = newCall();
    const answer = await postWebhook(stage, path, { ...params(), CallSid });
    expect(answer.status).toBe(path === '/call-status' ? 204 : 200);
    expect(JSON.stringify(stage.twilio.sync.documents())).toContain(CallSid);
  });
});

describe('POST /call-status of a callee’s leg', () => {
  it('without its reference where Twilio signed one is refused', async () => {
    const before = traces();
    const fields = { CallSid: newCall(), ParentCallSid: newCall(), CallStatus: 'completed' };
    const options = { signedQuery: `c=${referenceOf()}` };
    expect((await postWebhook(stage, '/call-status', fields, options)).status).toBe(403);
    expect(traces()).toEqual(before);
  });

  it.each(['x', Buffer.from('{}').toString('base64url'), referenceOf({ name: 'x'.repeat(200) })])(
    'says 400 to a signed reference that is none of ours: %s',
    async (c) => {
      const fields = { CallSid: newCall(), ParentCallSid: newCall(), CallStatus: 'completed' };
      expect((await postWebhook(stage, '/call-status', fields, { query: `c=${c}` })).status).toBe(400);
    },
  );
});

describe('POST /outbox-sweep', () => {
  const post = (headers: Record<string, string> = {}, query = '') =>
    fetch(`${stage.functions.origin}/outbox-sweep${query}`, { method: 'POST', headers });

  it('tells strangers nothing, and does work for one of many nudges at once', async () => {
    await post({ authorization: `Bearer ${stage.world.operatorSecret}` });
    await new Promise((resolve) => {
      setTimeout(resolve, 3100);
    });
    const leaseAt = () =>
      parseInt(stage.twilio.sync.documents().find(({ name }) => name === 'outbox-lease')?.revision ?? '', 16);
    const before = leaseAt();
    const answers = await Promise.all(Array.from({ length: 50 }, () => post()));
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(texts)).toEqual(new Set(['{"ok":true}']));
    // Taken once, and given back once.
    expect(leaseAt() - before).toBe(2);
  });

  it('believes the secret in its header alone', async () => {
    expect((await post({ authorization: 'Bearer wrong-secret-of-the-operator' })).status).toBe(401);
    const inQuery = await post({}, `?authorization=Bearer%20${stage.world.operatorSecret}&reconcile=now`);
    expect(await inQuery.text()).toBe('{"ok":true}');
    const right = await post({ authorization: `Bearer ${stage.world.operatorSecret}` });
    expect(await right.json()).toMatchObject({ ok: true, swept: true });
  });
});

describe('the output of the Functions', () => {
  it('holds nothing of what was delivered, and no failure without an answer', () => {
    expect(stage.leaked()).toEqual([]);
    expect(stage.output()).not.toMatch(/unhandled|uncaught|another-secret|wrong-secret/);
  });
});
