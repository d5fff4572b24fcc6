import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HUNG_UP, REP, referenceOf as reference } from './rep-at-phone';
import { newCall, NO_CALL_LOG, openStage, postWebhook, type Stage } from './stage';

let stage: Stage;
const params = (changes: Record<string, string> = {}): Record<string, string> => ({
  AccountSid: stage.world.twilio.accountSid,
  CallSid: newCall(),
  CallStatus: 'in-progress',
  From: `client:${REP}`,
  To: '+819012345678',
  DialCallStatus: 'busy',
  DialCallSid: newCall(),
  ...changes,
});
const ended = (changes: Record<string, string> = {}, options: object = {}) =>
  postWebhook(stage, '/dial-ended', params(changes), { query: `c=${reference()}`, ...options });

beforeAll(async () => {
  stage = await openStage(NO_CALL_LOG);
  stage.plant('+819012345678');
});
afterAll(() => stage.stop());
beforeEach(() => stage.twilio.forget());

describe('POST /dial-ended', () => {
  it.each(['completed', 'answered', 'busy', 'no-answer', 'failed', 'canceled'])(
    'tells the rep’s page %s, and then hangs up',
    async (DialCallStatus) => {
      const CallSid = newCall();
      expect(await ended({ CallSid, DialCallStatus })).toMatchObject({ status: 200, text: HUNG_UP });
      expect(stage.twilio.messages).toEqual([
        { call: CallSid, content: { kind: 'dial-ended', status: DialCallStatus } },
      ]);
    },
  );

  it.each([
    ['completed', '3600', 60],
    ['completed', '3601', 60],
    ['completed', '3599', 60],
    ['completed', '3598', undefined],
    ['completed', '-3600', undefined],
    ['completed', 'long', undefined],
    ['busy', '3600', undefined],
  ])('says that the longest call was reached by %s after %s s: %s', async (status, seconds, limitMinutes) => {
    await ended({ DialCallStatus: status, DialCallDuration: seconds });
    expect(stage.twilio.messages.map(({ content }) => content)).toEqual([
      { kind: 'dial-ended', status, ...(limitMinutes ? { limitMinutes } : {}) },
    ]);
  });

  it.each(['', 'something-new', '<x/>'])(
    'tells the page nothing for %j, rather than a guess',
    async (DialCallStatus) => {
      expect(await ended({ DialCallStatus })).toMatchObject({ status: 200, text: HUNG_UP });
      expect(stage.twilio.messages).toEqual([]);
    },
  );

  it('asks Twilio for no message to a call that the rep has ended', async () => {
    expect(await ended({ CallStatus: 'completed' })).toMatchObject({ status: 200, text: HUNG_UP });
    expect(stage.twilio.messages).toEqual([]);
  });

  it('gives the rep’s live call back', async () => {
    const CallSid = newCall();
    const name = `rep-calls-${REP}`;
    stage.twilio.documents.set(name, {
      data: { live: { call: CallSid, at: Date.now() }, began: [1] },
      revision: 1,
    });
    await ended({ CallSid: newCall() });
    expect(stage.twilio.documents.get(name)?.data).toMatchObject({ live: { call: CallSid } });
    await ended({ CallSid });
    expect(stage.twilio.documents.get(name)?.data).toEqual({ live: null, began: [1] });
  });

  it.each<[string, number | 'silent']>([
    ['silent', 'silent'],
    ['broken', 500],
    ['unwilling', 403],
  ])('hangs up in time when Twilio’s REST is %s', async (_name, fault) => {
    stage.twilio.faults.set('UserDefinedMessages', fault).set('Documents', fault);
    const began = Date.now();
    expect(await ended()).toMatchObject({ status: 200, text: HUNG_UP });
    expect(Date.now() - began).toBeLessThan(4000);
  });

  it.each<[string, () => object]>([
    ['without a signature', () => ({ signature: null })],
    [
      'with another rep’s reference',
      () => ({ query: `c=${reference({ identity: 'suzuki' })}`, signedQuery: `c=${reference()}` }),
    ],
    ['without its query', () => ({ query: '', signedQuery: '' })],
    ['with a doubled query', () => ({ query: `c=${reference()}&c=${reference()}` })],
    ['with a further query parameter', () => ({ query: `c=${reference()}&d=1` })],
    [
      'with a reordered query',
      () => ({ query: `d=1&c=${reference()}`, signedQuery: `c=${reference()}&d=1` }),
    ],
    [
      'with the reference in the body',
      () => ({ signedQuery: `c=${reference()}`, body: `c=${reference({ record: '43' })}` }),
    ],
  ])('is refused %s', async (_name, options) => {
    expect((await ended({}, options())).status).toBe(403);
    expect(stage.twilio.requests).toEqual([]);
  });

  it.each([
    Buffer.from('{').toString('base64url'),
    Buffer.from('null').toString('base64url'),
    reference({ identity: 'client:x' }),
    reference({ identity: ['x'] }),
    reference({ record: '<x>' }),
    reference({ more: 1 }),
    Buffer.from('{"__proto__":{"identity":"sato"},"app":null,"record":null}').toString('base64url'),
  ])('hangs up for a signed reference that is none of ours: %s', async (c) => {
    expect(await ended({}, { query: `c=${c}` })).toMatchObject({ status: 200, text: HUNG_UP });
    expect(stage.twilio.requests).toEqual([]);
  });

  it('writes no number, token or secret', () => {
    expect(stage.functions.output()).toContain('"event":"ended","code":"busy"');
    expect(stage.leaked()).toEqual([]);
    expect(stage.functions.output()).not.toMatch(/unhandled|uncaught/);
  });
});
