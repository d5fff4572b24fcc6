import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { twiml } from './support/functions-app';
import { ACCOUNT, Stage } from './support/stage';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.start();
});

afterEach(() => stage.stop());

function path(callSid: string): string {
  return `/2010-04-01/Accounts/${ACCOUNT.sid}/Calls/${callSid}/UserDefinedMessages.json`;
}

const Content = JSON.stringify({ kind: 'dial-ended', status: 'busy' });

describe('user-defined messages', () => {
  it('reach the page of the call as the object they are', async () => {
    const { page, callSid } = await stage.ringing();
    const answer = await stage.rest(path(callSid), { form: { Content } });
    expect(answer.status).toBe(201);
    const { sid } = (await answer.json()) as { sid: string };
    expect(await page.next('message')).toEqual({
      callsid: callSid,
      content: { kind: 'dial-ended', status: 'busy' },
      contenttype: 'application/json',
      messagetype: 'user-defined-message',
      voiceeventsid: sid,
    });
  });

  it.each(['held', 'lost'] as const)('that come before the page knows its CallSid are %s', async (what) => {
    stage.twilio.setFaults({ earlyMessages: what });
    stage.app.replies.set('/call-phone', ({ params }) => {
      stage.rest(path(params.CallSid ?? ''), { form: { Content } });
      return { ...twiml('<Pause length="1"/><Hangup/>'), delayMs: 200 };
    });
    const page = await stage.page();
    await page.invite();
    await page.next('hangup');
    const order = page.types().filter((type) => type !== 'connected');
    expect(order).toEqual(
      what === 'held' ? ['ringing', 'message', 'hangup'] : ['message', 'ringing', 'hangup'],
    );
  });

  it('are refused for a call that is over, and for what is not JSON', async () => {
    const { page, callSid } = await stage.ringing();
    expect((await stage.rest(path(callSid), { form: { Content: 'hello' } })).status).toBe(400);
    page.send('hangup', { callsid: callSid });
    await expect.poll(() => stage.twilio.calls()[0]?.repStatus).toBe('no-answer');
    const answer = await stage.rest(path(callSid), { form: { Content } });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 20404, status: 404 });
  });

  it('of the page are acknowledged, or refused by their type', async () => {
    const { page, callSid } = await stage.ringing();
    const message = { callsid: callSid, content: { a: 1 }, voiceeventsid: 'KX1' };
    page.send('message', { ...message, messagetype: 'user-defined-message' });
    expect(await page.next('ack')).toEqual({ acktype: 'message', callsid: callSid, voiceeventsid: 'KX1' });
    page.send('message', { ...message, messagetype: 'other' });
    expect(await page.next('error')).toMatchObject({ error: { code: 31210 }, voiceeventsid: 'KX1' });
  });
});
