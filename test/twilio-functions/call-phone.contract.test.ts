import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newCall, openStage, postWebhook, type Stage } from './stage';

const REFUSED = '<?xml version="1.0" encoding="UTF-8"?><Response><Pause length="1"/><Hangup/></Response>';
const HUNG_UP = '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>';
const REP = 'sato_2Ehanako';

let stage: Stage;

/** What Twilio posts when a rep's browser calls. */
function voiceParams(changes: Record<string, string> = {}): Record<string, string> {
  return {
    AccountSid: stage.world.twilio.accountSid,
    ApiVersion: '2010-04-01',
    ApplicationSid: stage.world.twilio.applicationSid,
    CallSid: newCall(),
    CallStatus: 'ringing',
    Called: '',
    Caller: `client:${REP}`,
    Direction: 'inbound',
    From: `client:${REP}`,
    To: '+819012345678',
    App: '1',
    Record: '42',
    ...changes,
  };
}

const call = (changes: Record<string, string> = {}, options = {}) =>
  postWebhook(stage, '/call-phone', voiceParams(changes), options);

/** The code the rep's page was told, by CallSid. */
const toldTo = (sid: string) =>
  stage.twilio.messages.filter(({ call: told }) => told === sid).map(({ content }) => content);

async function dialled(changes: Record<string, string> = {}): Promise<string> {
  const params = voiceParams(changes);
  const { text } = await postWebhook(stage, '/call-phone', params);
  expect(text).toContain('<Dial');
  return params.CallSid ?? '';
}

async function refusedFor(code: string, changes: Record<string, string> = {}): Promise<void> {
  const sid = newCall();
  const answer = await call({ CallSid: sid, ...changes });
  expect(answer).toMatchObject({ status: 200, text: REFUSED });
  expect(toldTo(sid)).toEqual([{ kind: 'refused', code }]);
}

/** As when the callee hung up. */
async function endCall(sid: string): Promise<void> {
  const c = Buffer.from(JSON.stringify({ identity: REP, app: '1', record: '42' })).toString('base64url');
  const params = voiceParams({ CallSid: sid, DialCallStatus: 'completed' });
  const answer = await postWebhook(stage, '/dial-ended', params, { query: `c=${c}` });
  expect(answer).toMatchObject({ status: 200, text: HUNG_UP });
}

beforeAll(async () => {
  stage = await openStage({ BLOCKED_REPS: 'tanaka.misaki', MAX_CALL_MINUTES: '45' });
  stage.plant('+819012345678', '819012345678', '09012345678');
});
afterAll(() => stage.stop());
beforeEach(() => stage.twilio.forget());

describe('POST /call-phone', () => {
  it('dials the number for the company, and nothing else', async () => {
    const { status, text, type } = await call();
    const c = Buffer.from(JSON.stringify({ identity: REP, app: '1', record: '42' })).toString('base64url');
    expect(status).toBe(200);
    expect(type).toMatch(/^text\/xml/);
    expect(text).toBe(
      `<?xml version="1.0" encoding="UTF-8"?><Response><Dial callerId="+815012345678" answerOnBridge="true"` +
        ` timeout="30" timeLimit="2700" ringTone="jp" action="/dial-ended?c=${c}">` +
        '<Number>+819012345678</Number></Dial></Response>',
    );
    expect(stage.twilio.messages).toEqual([]);
    expect(stage.twilio.requests).toHaveLength(2);
  });

  it('takes no caller ID, flag or URL from the page, and no reference that is no id', async () => {
    const { text } = await call({
      callerId: '+819099999999',
      FROM_NUMBER: '+819099999999',
      record: 'record-from-answer',
      action: 'https://evil.example/',
      timeLimit: '99999',
      App: '"><Dial>+819099999999</Dial>',
      Record: '1'.repeat(100_000),
    });
    expect(text).toContain('callerId="+815012345678"');
    expect(text).toContain('timeLimit="2700"');
    expect(text).not.toMatch(/9099999999|evil|record-from/);
    const c = /c=([\w-]+)"/.exec(text)?.[1] ?? '';
    expect(JSON.parse(Buffer.from(c, 'base64url').toString())).toEqual({
      identity: REP,
      app: null,
      record: null,
    });
  });
});

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
    const answer = await call({}, options);
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 'signature-refused' } });
  });

  it('is refused with a body key named request, whatever stands in it', async () => {
    const params = voiceParams({ request: 'x' });
    expect((await postWebhook(stage, '/call-phone', params)).status).toBe(400);
    const forged = { ...voiceParams(), request: { headers: { 'x-twilio-signature': 'AAAA' } } };
    const body = JSON.stringify(forged);
    const answer = await postWebhook(stage, '/call-phone', voiceParams(), {
      body,
      contentType: 'application/json',
    });
    expect(answer.status).toBe(403);
  });

  it('is refused as JSON with values that are no text', async () => {
    const body = JSON.stringify({ ...voiceParams(), To: { toString: null } });
    const answer = await postWebhook(stage, '/call-phone', voiceParams(), {
      body,
      contentType: 'application/json',
    });
    expect(answer.status).toBe(403);
  });
});

describe('a query that only repeats a field of the signed body', () => {
  it('cannot be seen, and changes nothing', async () => {
    const { text } = await call({}, { query: 'To=%2B819099999999', signedQuery: '' });
    expect(text).toContain('<Number>+819012345678</Number>');
    expect(text).not.toContain('9099999999');
  });
});

describe('what a rep asks /call-phone to dial', () => {
  it.each([
    ['', 'no-number'],
    ['  ', 'no-number'],
    ['client:suzuki_2Eichiro', 'unreadable-number'],
    ['sip:anyone@evil.example', 'unreadable-number'],
    ['sip:+819012345678@evil.example', 'unreadable-number'],
    ['</Number><Number>+819012345678', 'unreadable-number'],
    ['+819012345678"/><Say>x</Say>', 'unreadable-number'],
    ['<Sip>sip:a@b</Sip>', 'unreadable-number'],
    ['&#43;819012345678&#xA;', 'unreadable-number'],
    ['+819012345678\u0000', 'unreadable-number'],
    ['conference', 'unreadable-number'],
    ['+819012345678'.repeat(1000), 'unreadable-number'],
    ['9'.repeat(100_000), 'unreadable-number'],
    ['０３'.repeat(90), 'unreadable-number'],
    ['__proto__', 'unreadable-number'],
    ['03-1234-5601、090-1234-5678', 'several-numbers'],
    ['110', 'emergency-number'],
    ['+81110', 'emergency-number'],
    ['119', 'emergency-number'],
    ['0570-012-345', 'kind-not-allowed'],
    ['+81570012345', 'kind-not-allowed'],
    ['0990-512-345', 'kind-not-allowed'],
    ['184-090-1234-5678', 'withheld-prefix'],
    ['+12125550123', 'country-not-allowed'],
    ['010-1-212-555-0123', 'country-not-allowed'],
    ['+442071838750', 'country-not-allowed'],
    ['+881612345678', 'country-not-allowed'],
  ])('%.60s is refused: %s', async (To, code) => {
    await refusedFor(code, { To });
    expect(stage.twilio.requests.filter((request) => request.includes('/Documents'))).toEqual([]);
  });

  it('several numbers, or none, in the fields are refused', async () => {
    const sid = newCall();
    const params = voiceParams({ CallSid: sid });
    const twice = `${new URLSearchParams(params).toString()}&To=%2B819012345678`;
    const { getExpectedTwilioSignature } = await import('twilio/lib/webhooks/webhooks');
    const signature = getExpectedTwilioSignature(
      stage.world.twilio.authToken,
      `https://${stage.world.domainName}/call-phone`,
      { ...params, To: ['+819012345678', '+819012345678'] },
    );
    const answer = await postWebhook(stage, '/call-phone', params, { body: twice, signature });
    expect(answer.text).toBe(REFUSED);
    expect(toldTo(sid)).toEqual([{ kind: 'refused', code: 'no-number' }]);
  });

  it('is dialled as E.164 only, however it was written', async () => {
    for (const To of [
      '090-1234-5678',
      '+81(0)90-1234-5678',
      '０９０ー１２３４ー５６７８',
      'tel:+819012345678',
    ]) {
      const { text } = await call({ To });
      expect(text).toContain('<Number>+819012345678</Number>');
      stage.twilio.forget();
    }
  });
});

describe('who asks /call-phone', () => {
  it.each([
    '+819012345678',
    'client:',
    'client:sato.hanako',
    'client:_',
    'sip:a@b',
    'client:_41',
    '',
    'x'.repeat(9999),
  ])('is no rep: %.60s', async (From) => {
    expect(await call({ From })).toMatchObject({ status: 200, text: HUNG_UP });
    expect(stage.twilio.requests).toEqual([]);
  });

  it('is no call: a CallSid that is none is hung up', async () => {
    expect(await call({ CallSid: '../../x' })).toMatchObject({ status: 200, text: HUNG_UP });
    expect(stage.twilio.requests).toEqual([]);
  });

  it('is a blocked rep', async () => {
    await refusedFor('rep-blocked', { From: 'client:tanaka_2Emisaki' });
    await refusedFor('rep-blocked', { From: 'client:Tanaka_2EMisaki' });
  });
});

describe('the limits of /call-phone', () => {
  it('let one of two at once through', async () => {
    const sids = [newCall(), newCall()];
    sids.forEach((sid) => stage.twilio.calls.set(sid, 'ringing'));
    const answers = await Promise.all(sids.map((CallSid) => call({ CallSid })));
    expect(answers.filter(({ text }) => text.includes('<Dial'))).toHaveLength(1);
    expect(stage.twilio.messages).toEqual([
      { call: expect.stringMatching(/^CA/), content: { kind: 'refused', code: 'second-call' } },
    ]);
  });

  it('let one of ten at once through, also of a rep who has called before', async () => {
    await endCall(await dialled());
    const sids = Array.from({ length: 10 }, newCall);
    sids.forEach((sid) => stage.twilio.calls.set(sid, 'in-progress'));
    const answers = await Promise.all(sids.map((CallSid) => call({ CallSid })));
    expect(answers.filter(({ text }) => text.includes('<Dial'))).toHaveLength(1);
  });

  it('are a rep’s own', async () => {
    await dialled();
    await dialled({ From: 'client:suzuki_2Eichiro' });
  });

  it('do not lock a rep out when /dial-ended was lost', async () => {
    const first = await dialled();
    stage.twilio.calls.set(first, 'in-progress');
    await refusedFor('second-call');
    stage.twilio.calls.set(first, 'completed');
    await dialled();
  });

  it('are not freed by the call that was refused', async () => {
    const first = await dialled();
    stage.twilio.calls.set(first, 'in-progress');
    const second = newCall();
    await call({ CallSid: second });
    await endCall(second);
    await refusedFor('second-call');
    await endCall(first);
    await dialled();
  });

  it('are 30 calls an hour', async () => {
    for (let count = 0; count < 30; count += 1) {
      await endCall(await dialled());
    }
    await refusedFor('hour-limit');
    await dialled({ From: 'client:suzuki_2Eichiro' });
  });

  it('are 200 calls a day', async () => {
    const twoHoursAgo = Math.floor(Date.now() / 1000) - 7200;
    const began = Array.from({ length: 200 }, (_, at) => twoHoursAgo - (200 - at) * 60);
    stage.twilio.documents.set(`rep-calls-${REP}`, { data: { live: null, began }, revision: 5 });
    await refusedFor('day-limit');
    stage.twilio.documents.set(`rep-calls-${REP}`, {
      data: { live: null, began: began.slice(1) },
      revision: 6,
    });
    await dialled();
  });

  it('survive a document that someone spoiled', async () => {
    stage.twilio.documents.set(`rep-calls-${REP}`, { data: { live: 'x', began: '{' }, revision: 1 });
    await dialled();
  });

  it.each<[string, number | 'silent']>([
    ['silent', 'silent'],
    ['broken', 500],
  ])('wait half a second for a Sync that is %s, and warn', async (_name, fault) => {
    stage.twilio.faults.set('/Documents', fault);
    const began = Date.now();
    const sid = await dialled();
    expect(Date.now() - began).toBeLessThan(3000);
    expect(stage.functions.output()).toMatch(new RegExp(`"level":"warn".*"limits-skipped".*"call":"${sid}"`));
  });

  it.each<[number, string]>([
    [401, 'setup-incomplete'],
    [403, 'setup-incomplete'],
    [429, 'second-call'],
  ])('let nothing through when Sync answers %i', async (status, code) => {
    stage.twilio.faults.set('/Documents', status);
    await refusedFor(code);
  });

  it('hang up all the same when the page cannot be told', async () => {
    stage.twilio.faults.set('UserDefinedMessages', 'silent');
    expect(await call({ To: '110' })).toMatchObject({ status: 200, text: REFUSED });
    stage.twilio.faults.set('UserDefinedMessages', 500);
    expect(await call({ To: '110' })).toMatchObject({ status: 200, text: REFUSED });
    expect(stage.functions.output()).toContain('"page-not-told"');
  });
});

describe('the output of /call-phone', () => {
  it('holds call ids, and no number, token or secret', () => {
    const output = stage.functions.output();
    expect(output).toMatch(/"event":"dialled","call":"CA[0-9a-f]{32}"/);
    expect(stage.leaked()).toEqual([]);
    expect(output).not.toMatch(/\+81\d{5}|unhandled|uncaught/);
    for (const line of output
      .trim()
      .split('\n')
      .filter((text) => text.startsWith('{'))) {
      expect(() => JSON.parse(line)).not.toThrow();
    }
  });
});
