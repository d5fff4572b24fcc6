import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallSummary } from '../../../sandbox/twilio/index';
import { startTwilio } from '../../../sandbox/twilio/index';
import { signWebhook } from '../../../sandbox/twilio/webhooks/signature';
import type { Reply } from './support/functions-app';
import { PUBLIC, twiml } from './support/functions-app';
import { ACCOUNT, APPLICATION_SID, Stage, SYNC_SID } from './support/stage';

const CUSTOMER = '+81312345601';
const OURS = '+815012345678';
const ANNOUNCEMENT = 'お電話ありがとうございます。';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.start();
});

afterEach(() => stage.stop());

function call(body: object, origin = stage.twilio.origin): Promise<Response> {
  return fetch(`${origin}/sandbox/incoming-calls`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function comesIn(reply: Reply, from = CUSTOMER): Promise<CallSummary> {
  stage.app.replies.set('/incoming-call', () => reply);
  const answer = await call({ from });
  expect(answer.status).toBe(201);
  return (await answer.json()) as CallSummary;
}

const only = () => stage.twilio.calls()[0];
const paramsAt = (path: string) => stage.app.at(path).map(({ params }) => params);
const ended = () => expect.poll(() => stage.app.at('/number-status').length, { timeout: 5000 }).toBe(1);

const forward = (attributes = '') =>
  twiml(
    `<Dial answerOnBridge="true" timeout="5" action="/forward-ended" ${attributes}><Number statusCallback="/call-status"` +
      ' statusCallbackEvent="initiated ringing answered completed">+819012345678</Number></Dial>',
  );

describe('a call from the telephone network', () => {
  it('asks the number’s own URL, signed, with what Twilio says of such a call', async () => {
    const { callSid } = await comesIn(twiml('<Hangup/>'));
    await ended();
    const [asked] = stage.app.at('/incoming-call');
    expect(asked?.params).toMatchObject({
      AccountSid: ACCOUNT.sid,
      CallSid: callSid,
      CallStatus: 'ringing',
      Direction: 'inbound',
      From: CUSTOMER,
      Caller: CUSTOMER,
      To: OURS,
      Called: OURS,
      FromCountry: 'JP',
      ToCountry: 'JP',
    });
    expect(asked?.params).not.toHaveProperty('CallerName');
    expect(asked?.params).not.toHaveProperty('ApplicationSid');
    expect(asked?.headers['x-twilio-signature']).toBe(
      signWebhook(ACCOUNT.authToken, `${PUBLIC}/incoming-call`, asked?.params ?? {}),
    );
  });

  it('hears an announcement, which takes its time, and is reported when it is over', async () => {
    const { callSid } = await comesIn(
      twiml(`<Say language="ja-JP">${ANNOUNCEMENT}</Say><Pause length="1"/><Hangup/>`),
    );
    await expect.poll(only).toMatchObject({
      direction: 'incoming',
      from: CUSTOMER,
      to: OURS,
      status: 'in-progress',
      said: [{ text: ANNOUNCEMENT, language: 'ja-JP' }],
      endedAt: null,
    });
    await ended();
    const [status] = paramsAt('/number-status');
    expect(status).toMatchObject({
      CallSid: callSid,
      CallStatus: 'completed',
      From: CUSTOMER,
      To: OURS,
      CallbackSource: 'call-progress-events',
    });
    expect(Number(status?.CallDuration)).toBeGreaterThanOrEqual(2);
    expect(only()).toMatchObject({ status: 'completed', forwardedTo: null, alerts: [] });
  });

  it('stands in the control interface and in Twilio’s own list', async () => {
    const { callSid } = await comesIn(twiml('<Pause length="5"/>'));
    const listed = (await (await fetch(`${stage.twilio.origin}/sandbox/calls`)).json()) as CallSummary[];
    expect(listed).toMatchObject([{ callSid, direction: 'incoming', identity: '', status: 'ringing' }]);
    const rest = await stage.rest(`/2010-04-01/Accounts/${ACCOUNT.sid}/Calls.json`);
    const { calls } = (await rest.json()) as { calls: object[] };
    expect(calls).toMatchObject([
      {
        sid: callSid,
        direction: 'inbound',
        from: CUSTOMER,
        to: OURS,
        parent_call_sid: null,
        caller_name: null,
      },
    ]);
  });

  it.each([
    ['anonymous', '+266696687'],
    ['restricted', '+7378742833'],
    ['unknown', '+8656696'],
  ])('%s: the number is withheld, and From spells it', async (from, spelled) => {
    await comesIn(twiml('<Hangup/>'), from);
    await ended();
    expect(paramsAt('/incoming-call')[0]).toMatchObject({ From: spelled, Caller: spelled, FromCountry: '' });
  });

  it.each([
    ['rejected', 'no-answer'],
    ['busy', 'busy'],
  ])('is rejected as %s without being answered', async (reason, status) => {
    await comesIn(twiml(`<Reject reason="${reason}"/>`));
    await ended();
    expect(paramsAt('/number-status')[0]).toMatchObject({ CallStatus: status, CallDuration: '0' });
    expect(only()).toMatchObject({ status, answeredAt: null });
  });

  it('ends when the caller gives up, whatever is being read out', async () => {
    const { callSid } = await comesIn(twiml(`<Say>${'あ'.repeat(200)}</Say>`));
    await expect.poll(() => only()?.status).toBe('in-progress');
    expect((await stage.act(callSid, 'give-up')).status).toBe(200);
    await ended();
    expect(paramsAt('/number-status')[0]).toMatchObject({ CallStatus: 'completed' });
    expect((await stage.act(callSid, 'give-up')).status).toBe(409);
  });

  it('ends, with Twilio’s error listed, when the URL fails', async () => {
    await comesIn({ status: 500 });
    await ended();
    expect(only()).toMatchObject({ status: 'failed', alerts: [{ code: 11200 }] });
  });
});

describe('a caller who is put through', () => {
  // The caller's own leg is `ringing` before anybody is dialled.
  const rings = () => expect.poll(() => only()?.forwardedTo).toBe('+819012345678');
  const action = () => expect.poll(() => stage.app.at('/forward-ended').length).toBe(1);

  it('is shown with their own number, talks, and leaves both legs’ reports', async () => {
    stage.app.replies.set('/forward-ended', () => twiml('<Hangup/>'));
    const { callSid } = await comesIn(forward());
    await rings();
    expect(only()).toMatchObject({ status: 'ringing', callerId: CUSTOMER, to: OURS });
    await stage.act(callSid, 'answer');
    expect((await stage.act(callSid, 'silence')).status).toBe(409);
    expect((await stage.act(callSid, 'hang-up')).status).toBe(200);
    await action();
    expect(paramsAt('/forward-ended')[0]).toMatchObject({
      CallSid: callSid,
      DialCallStatus: 'completed',
      DialCallSid: only()?.calleeCallSid,
      From: CUSTOMER,
    });
    await expect
      .poll(() => paramsAt('/call-status').map(({ CallStatus }) => CallStatus))
      .toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
    expect(paramsAt('/call-status')[0]).toMatchObject({ ParentCallSid: callSid, Direction: 'outbound-dial' });
    await ended();
    expect(paramsAt('/number-status')[0]).toMatchObject({ CallStatus: 'completed' });
  });

  it('hears an announcement where nobody takes the call', async () => {
    stage.app.replies.set('/forward-ended', () => twiml(`<Say language="ja-JP">${ANNOUNCEMENT}</Say>`));
    stage.twilio.setPolicy({ callee: 'no-answer', afterMs: 10 });
    await comesIn(forward());
    await action();
    expect(paramsAt('/forward-ended')[0]).toMatchObject({
      DialCallStatus: 'no-answer',
      CallStatus: 'ringing',
    });
    await expect.poll(only).toMatchObject({ status: 'in-progress', said: [{ text: ANNOUNCEMENT }] });
    await ended();
    expect(only()).toMatchObject({ status: 'completed', repStatus: 'completed' });
  });

  it('may give up while it rings', async () => {
    stage.app.replies.set('/forward-ended', () => twiml('<Hangup/>'));
    const { callSid } = await comesIn(forward());
    await rings();
    await stage.act(callSid, 'give-up');
    await action();
    expect(paramsAt('/forward-ended')[0]).toMatchObject({ DialCallStatus: 'canceled' });
    await ended();
    expect(paramsAt('/number-status')[0]).toMatchObject({ CallStatus: 'no-answer' });
  });

  it('is not put through with a number that is nobody’s here', async () => {
    stage.app.replies.set('/forward-ended', () => twiml('<Hangup/>'));
    await comesIn(forward('callerId="+81399998888"'));
    await action();
    expect(paramsAt('/forward-ended')[0]).toMatchObject({ DialCallStatus: 'failed' });
    expect(only()?.alerts).toMatchObject([{ code: 13214 }]);
  });
});

describe('what is no incoming call', () => {
  it('is refused', async () => {
    expect((await call({ from: '03-1234-5601' })).status).toBe(400);
    expect((await call({ from: 'nobody' })).status).toBe(400);
    expect((await call({})).status).toBe(400);
    expect((await call({ from: CUSTOMER, more: 1 })).status).toBe(400);
    expect((await call({ from: CUSTOMER, to: '+81399998888' })).status).toBe(409);
    expect(stage.twilio.calls()).toEqual([]);
  });

  it('finds a number without a voice URL out of service', async () => {
    const bare = await startTwilio({
      account: ACCOUNT,
      application: { sid: APPLICATION_SID, voiceUrl: `${PUBLIC}/call-phone` },
      numbers: [OURS],
      syncServiceSid: SYNC_SID,
    });
    try {
      const answer = await call({ from: CUSTOMER }, bare.origin);
      expect([answer.status, await answer.json()]).toMatchObject([
        409,
        { error: { code: 'out-of-service' } },
      ]);
    } finally {
      await bare.stop();
    }
  });
});
