import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, Stage } from './support/stage';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.start();
});

afterEach(() => stage.stop());

const CALLS = `/2010-04-01/Accounts/${ACCOUNT.sid}/Calls`;
const basic = (user: string, password: string) => ({
  Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});

describe('authentication', () => {
  it('takes the account’s token and the API key', async () => {
    const status = async (user: string, password: string) =>
      (await stage.rest(`${CALLS}.json`, { headers: basic(user, password) })).status;
    expect(await status(ACCOUNT.sid, ACCOUNT.authToken)).toBe(200);
    expect(await status(ACCOUNT.apiKeySid, ACCOUNT.apiKeySecret)).toBe(200);
    expect(await status(ACCOUNT.sid, ACCOUNT.apiKeySecret)).toBe(401);
    expect(await status('constructor', 'x')).toBe(401);
    const without = await fetch(`${stage.twilio.origin}${CALLS}.json`);
    expect(await without.json()).toMatchObject({ code: 20003, status: 401 });
  });

  it('knows no other account and no other path', async () => {
    const other = await stage.rest(`/2010-04-01/Accounts/AC${'0'.repeat(32)}/Calls.json`);
    expect(await other.json()).toMatchObject({ code: 20404 });
    expect((await stage.rest(`${CALLS}.json`, { method: 'DELETE' })).status).toBe(405);
  });
});

describe('calls', () => {
  it('are shown with both legs', async () => {
    const { page, callSid } = await stage.ringing();
    await stage.act(callSid, 'answer');
    await page.next('answer');
    expect(await (await stage.rest(`${CALLS}/${callSid}.json`)).json()).toMatchObject({
      sid: callSid,
      status: 'in-progress',
      direction: 'inbound',
      from: 'client:sato_2Ehanako',
      to: '+81312345601',
      duration: null,
      end_time: null,
    });
    await stage.act(callSid, 'hang-up');
    await page.next('hangup');
    const { calls } = (await (await stage.rest(`${CALLS}.json?ParentCallSid=${callSid}`)).json()) as {
      calls: Array<Record<string, unknown>>;
    };
    expect(calls).toMatchObject([
      { parent_call_sid: callSid, direction: 'outbound-dial', status: 'completed', from: '+815012345678' },
    ]);
    expect(calls[0]?.end_time).toMatch(/\+0000$/);
  });

  it('are listed newest first, by status and time, in pages', async () => {
    for (const action of ['busy', 'no-answer', 'busy']) {
      const { page, callSid } = await stage.ringing();
      await stage.act(callSid, action);
      await page.next('hangup');
    }
    const list = async (query: string) =>
      (await (await stage.rest(`${CALLS}.json?${query}`)).json()) as {
        calls: Array<{ sid: string; status: string }>;
        next_page_uri: string | null;
      };
    expect((await list('Status=busy')).calls).toHaveLength(4);
    const hour = (offset: number) => new Date(Date.now() + offset * 3_600_000).toISOString();
    expect((await list(`StartTime%3E=${hour(-1)}`)).calls).toHaveLength(6);
    expect((await list(`StartTime%3E=${hour(1)}`)).calls).toEqual([]);
    expect((await list(`StartTime%3C=${hour(-1)}`)).calls).toEqual([]);
    const first = await list('PageSize=4');
    const second = await list(first.next_page_uri?.split('?')[1] ?? '');
    expect(second.next_page_uri).toBeNull();
    const sids = [...first.calls, ...second.calls].map(({ sid }) => sid);
    expect(new Set(sids).size).toBe(6);
    expect(sids.at(-2)).not.toBe(undefined);
    expect(sids.indexOf(stage.twilio.calls()[2]?.callSid ?? '')).toBeLessThan(
      sids.indexOf(stage.twilio.calls()[0]?.callSid ?? ''),
    );
  });

  it('are ended by REST, once', async () => {
    const { page, callSid } = await stage.ringing();
    await stage.act(callSid, 'answer');
    await page.next('answer');
    const end = () => stage.rest(`${CALLS}/${callSid}.json`, { form: { Status: 'completed' } });
    expect((await end()).status).toBe(200);
    await page.next('hangup');
    expect(stage.twilio.calls()[0]).toMatchObject({ status: 'completed', repStatus: 'completed' });
    expect((await end()).status).toBe(400);
  });
});

describe('faults', () => {
  it('make REST slow, broken or gone, by path and as often as asked', async () => {
    stage.twilio.setFaults({
      rest: [
        { path: '/Calls', status: 503, times: 1 },
        { path: '/Documents', reset: true },
        { path: '/Maps', delayMs: 200, method: 'GET' },
      ],
    });
    expect((await stage.rest(`${CALLS}.json`)).status).toBe(503);
    expect((await stage.rest(`${CALLS}.json`)).status).toBe(200);
    await expect(stage.rest('/v1/Services/default/Documents')).rejects.toThrow('fetch failed');
    const started = Date.now();
    await stage.rest('/v1/Services/default/Maps');
    expect(Date.now() - started).toBeGreaterThanOrEqual(199);
  });
});
