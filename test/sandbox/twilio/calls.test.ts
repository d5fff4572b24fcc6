import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { twiml } from './support/functions-app';
import { accessToken, Stage } from './support/stage';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.start();
});

afterEach(() => stage.stop());

const only = () => stage.twilio.calls()[0];
const statuses = () => stage.app.at('/call-status').map(({ params }) => params.CallStatus);

async function dialEnded(): Promise<Record<string, string>> {
  await expect.poll(() => stage.app.at('/dial-ended').length).toBe(1);
  return stage.app.at('/dial-ended')[0]?.params ?? {};
}

async function repEnded(): Promise<Record<string, string>> {
  await expect.poll(() => stage.app.at('/rep-status').length).toBe(1);
  return stage.app.at('/rep-status')[0]?.params ?? {};
}

describe('a call', () => {
  it('rings with early media, is answered when the callee picks up, and ends when they hang up', async () => {
    const { page, callSid } = await stage.ringing();
    expect(only()).toMatchObject({
      callSid,
      identity: 'sato_2Ehanako',
      to: '+81312345601',
      callerId: '+815012345678',
      status: 'ringing',
      repStatus: 'ringing',
      answeredAt: null,
    });
    await stage.act(callSid, 'answer');
    const answer = await page.next('answer');
    expect(answer).toMatchObject({ callsid: callSid });
    expect(answer.reconnect).toEqual(expect.any(String));
    await stage.act(callSid, 'hang-up');
    expect(await page.next('hangup')).toEqual({ callsid: callSid });
    expect(await dialEnded()).toMatchObject({
      CallSid: callSid,
      CallStatus: 'in-progress',
      DialCallStatus: 'completed',
      DialCallSid: only()?.calleeCallSid,
      DialCallDuration: '0',
      DialBridged: 'true',
    });
    expect(await repEnded()).toMatchObject({ CallSid: callSid, CallStatus: 'completed', CallDuration: '0' });
    await expect.poll(statuses).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
    expect(only()).toMatchObject({ status: 'completed', repStatus: 'completed', alerts: [] });
  });

  it('ends by the rep while they talk: the action is still asked, and no hangup comes back', async () => {
    const { page, callSid } = await stage.ringing();
    await stage.act(callSid, 'answer');
    await page.next('answer');
    page.send('hangup', { callsid: callSid });
    expect(await dialEnded()).toMatchObject({ CallStatus: 'completed', DialCallStatus: 'completed' });
    expect(page.types()).not.toContain('hangup');
  });

  it('is cancelled by the rep while it rings, by the temporary sid as well', async () => {
    const { page } = await stage.ringing();
    page.send('hangup', { callsid: page.temporarySid });
    expect(await dialEnded()).toMatchObject({ CallStatus: 'no-answer', DialCallStatus: 'canceled' });
    await expect.poll(statuses).toEqual(['initiated', 'ringing', 'canceled']);
  });

  it.each([
    ['busy', 'busy'],
    ['decline', 'busy'],
    ['no-answer', 'no-answer'],
    ['unreachable', 'failed'],
  ])('ends unanswered when the callee does %s', async (action, status) => {
    const { page, callSid } = await stage.ringing();
    expect((await stage.act(callSid, action)).status).toBe(200);
    expect(await page.next('hangup')).toEqual({ callsid: callSid });
    expect(await dialEnded()).toMatchObject({ DialCallStatus: status, DialBridged: 'false' });
    expect(await repEnded()).toMatchObject({ CallStatus: status, CallDuration: '0' });
  });

  it('tells the page an error at an unanswered end, where that is asked for', async () => {
    stage.twilio.setFaults({ unansweredHangup: 'error' });
    const { page, callSid } = await stage.ringing();
    await stage.act(callSid, 'busy');
    expect(await page.next('hangup')).toMatchObject({ error: { code: 31486 } });
  });

  it.each(['answer', 'busy', 'no-answer'] as const)('lets a policy decide: %s', async (callee) => {
    stage.twilio.setPolicy({ callee, afterMs: 20 });
    const { page } = await stage.ringing();
    await page.next(callee === 'answer' ? 'answer' : 'hangup');
    expect(only()?.status).toBe(callee === 'answer' ? 'in-progress' : callee);
  });

  it('is answered at once without answerOnBridge, while the callee still rings', async () => {
    stage.app.replies.set('/call-phone', () =>
      twiml('<Dial callerId="+815012345678"><Number>+81312345601</Number></Dial>'),
    );
    const page = await stage.page();
    await page.invite();
    expect(await page.next('answer')).toMatchObject({ sdp: expect.stringContaining('PCMU') });
    expect(only()).toMatchObject({ status: 'ringing', repStatus: 'in-progress' });
    expect(page.types()).not.toContain('ringing');
  });

  it('ends after timeLimit, and runs what follows the Dial', async () => {
    stage.twilio.setPolicy({ callee: 'answer', afterMs: 0 });
    stage.app.replies.set('/call-phone', () =>
      twiml('<Dial callerId="+815012345678" timeLimit="1"><Number>+81312345601</Number></Dial><Pause/>'),
    );
    const page = await stage.page();
    await page.invite();
    const started = Date.now();
    await page.next('hangup');
    expect(Date.now() - started).toBeGreaterThan(1900);
  });

  it.each([
    ['13224', '<Dial callerId="+815012345678"><Number>03-1234-5601</Number></Dial>'],
    ['13214', '<Dial callerId="+819011112222"><Number>+81312345601</Number></Dial>'],
    ['13214', '<Dial><Number>+81312345601</Number></Dial>'],
  ])('creates no second leg for a Dial that Twilio refuses with %s', async (code, document) => {
    stage.app.replies.set('/call-phone', () =>
      twiml(document.replace('<Dial', '<Dial action="/dial-ended?c=abc"')),
    );
    const page = await stage.page();
    await page.invite();
    await page.next('hangup');
    const params = await dialEnded();
    expect(params.DialCallStatus).toBe('failed');
    expect(params).not.toHaveProperty('DialCallSid');
    expect(only()).toMatchObject({ calleeCallSid: null, alerts: [{ code: Number(code) }] });
  });

  it('stays unanswered through Pause and Hangup', async () => {
    stage.app.replies.set('/call-phone', () => twiml('<Pause length="1"/><Hangup/>'));
    const page = await stage.page();
    await page.invite();
    await page.next('ringing');
    expect(await page.next('hangup')).not.toHaveProperty('error');
    expect(page.types()).not.toContain('answer');
  });

  it('is rejected as busy', async () => {
    stage.app.replies.set('/call-phone', () => twiml('<Reject reason="busy"/>'));
    const page = await stage.page();
    await page.invite();
    expect(await page.next('hangup')).toMatchObject({
      callsid: page.temporarySid,
      error: { code: 31486 },
    });
  });

  it('keeps two reps apart', async () => {
    const first = await stage.ringing();
    const second = await stage.ringing();
    first.page.send('hangup', { callsid: second.callSid });
    await stage.act(second.callSid, 'answer');
    await second.page.next('answer');
    expect(first.page.types()).not.toContain('answer');
    expect(stage.twilio.calls().map(({ status }) => status)).toEqual(['ringing', 'in-progress']);
  });

  it('lets a page add parameters, but none of Twilio’s own', async () => {
    const page = await stage.page(accessToken());
    await page.invite({ To: '+81312345601', From: 'client:other', CallSid: 'CA0', Record: 'み なと' });
    await page.next('ringing');
    const [{ params } = { params: {} }] = stage.app.at('/call-phone');
    expect(params).toMatchObject({ From: 'client:sato_2Ehanako', Record: 'み なと', To: '+81312345601' });
    expect(params).toMatchObject({ CallSid: only()?.callSid, Direction: 'inbound', CallStatus: 'ringing' });
  });
});
