import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HUNG_UP, REP, referenceOf, REFUSED, type RepAtPhone, repAtPhone } from './rep-at-phone';
import { newCall, NO_CALL_LOG, openStage, postWebhook, type Stage } from './stage';

let stage: Stage;
let rep: RepAtPhone;

beforeAll(async () => {
  stage = await openStage({ ...NO_CALL_LOG, BLOCKED_REPS: 'tanaka.misaki', MAX_CALL_MINUTES: '45' });
  rep = repAtPhone(stage);
  stage.plant('819012345678', '09012345678');
});
afterAll(() => stage.stop());
beforeEach(() => stage.twilio.forget());

describe('POST /call-phone', () => {
  it('dials the number for the company, and nothing else', async () => {
    const { status, text, type } = await rep.call();
    expect(status).toBe(200);
    expect(type).toMatch(/^text\/xml/);
    expect(text).toBe(
      `<?xml version="1.0" encoding="UTF-8"?><Response><Dial callerId="+815012345678" answerOnBridge="true"` +
        ` timeout="30" timeLimit="2700" ringTone="jp" action="/dial-ended?c=${referenceOf()}">` +
        '<Number>+819012345678</Number></Dial></Response>',
    );
    expect(stage.twilio.messages).toEqual([]);
    expect(stage.twilio.requests).toHaveLength(2);
  });

  it('takes no caller ID, flag or URL from the page, and no reference that is no id', async () => {
    const { text } = await rep.call({
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

/** What a test is called by: the beginning, without what a terminal would obey. */
const inShort = (text: string): string => JSON.stringify(text.slice(0, 40));

const NOT_DIALLED: Array<[to: string, code: string]> = [
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
];

describe('what a rep asks /call-phone to dial', () => {
  it.each(NOT_DIALLED.map(([to, code]) => [inShort(to), code, to] as const))(
    '%s is refused: %s',
    async (_name, code, To) => {
      await rep.refusedFor(code, { To });
      expect(stage.twilio.requests.filter((request) => request.includes('/Documents'))).toEqual([]);
    },
  );

  it('several numbers, or none, in the fields are refused', async () => {
    const sid = newCall();
    const params = rep.voiceParams({ CallSid: sid });
    const twice = `${new URLSearchParams(params).toString()}&To=%2B819012345678`;
    const signature = getExpectedTwilioSignature(
      stage.world.twilio.authToken,
      `https://${stage.world.domainName}/call-phone`,
      { ...params, To: ['+819012345678', '+819012345678'] },
    );
    const answer = await postWebhook(stage, '/call-phone', params, { body: twice, signature });
    expect(answer.text).toBe(REFUSED);
    expect(stage.twilio.messages).toEqual([{ call: sid, content: { kind: 'refused', code: 'no-number' } }]);
  });

  it('is dialled as E.164 only, however it was written', async () => {
    for (const To of [
      '090-1234-5678',
      '+81(0)90-1234-5678',
      '０９０ー１２３４ー５６７８',
      'tel:+819012345678',
    ]) {
      const { text } = await rep.call({ To });
      expect(text).toContain('<Number>+819012345678</Number>');
      stage.twilio.forget();
    }
  });
});

describe('who asks /call-phone', () => {
  it.each(
    [
      '+819012345678',
      'client:',
      'client:sato.hanako',
      'client:_',
      'sip:a@b',
      'client:_41',
      '',
      'x'.repeat(9999),
    ].map((from) => [inShort(from), from] as const),
  )('is no rep: %s', async (_name, From) => {
    expect(await rep.call({ From })).toMatchObject({ status: 200, text: HUNG_UP });
    expect(stage.twilio.requests).toEqual([]);
  });

  it('is no call: a CallSid that is none is hung up', async () => {
    expect(await rep.call({ CallSid: '../../x' })).toMatchObject({ status: 200, text: HUNG_UP });
    expect(stage.twilio.requests).toEqual([]);
  });

  it('is a blocked rep', async () => {
    await rep.refusedFor('rep-blocked', { From: 'client:tanaka_2Emisaki' });
    await rep.refusedFor('rep-blocked', { From: 'client:Tanaka_2EMisaki' });
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
