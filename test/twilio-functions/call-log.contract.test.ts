import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startFunctions } from '../../sandbox/functions-server';
import { freeSandboxPorts } from '../../sandbox/ports';
import { functionsEnv } from '../../sandbox/world';
import { type CallLogStage, foundIn, openCallLogStage, ring, type Row, talk } from './call-log-stage';
import { secretsOf } from './stage';

let stage: CallLogStage;

beforeAll(async () => {
  stage = await openCallLogStage();
  stage.plant('312345601', '3-1234-5601', '521234507', '52-123-4507', '9012345678', 'みなと', '山田', '佐藤');
});
afterAll(() => stage.stop());
beforeEach(() => {
  stage.twilio.setFaults({});
  stage.kintone.reset();
});

const ofCall =
  (callSid: string) =>
  ({ call_id: callId }: Row): boolean =>
    callId === `twilio:${callSid}`;

/** Requests that the Functions made to kintone for the log. */
const asked = () =>
  stage.kintone.world.requests.filter(({ auth, path }) => auth === 'token' && path.startsWith('/k/v1/record'))
    .length;

describe('a call made by the button', () => {
  it('stands in the log as one row, whoever hangs up', async () => {
    for (const end of ['rep', 'callee']) {
      stage.kintone.reset();
      const page = await stage.rep();
      const before = asked();
      const callSid = await talk(stage, page);
      await (end === 'rep' ? page.send('hangup', { callsid: callSid }) : stage.act(callSid, 'hang-up'));
      expect(await stage.row(ofCall(callSid))).toMatchObject({
        source: 'Twilio',
        direction: '発信',
        result: '応答',
        phone_number: '03-1234-5601',
        from_number: '050-1234-5678',
        company: '株式会社みなと商事',
        contact: '山田 太郎',
        customer_app: '1',
        customer_record: '1',
        rep: [{ code: 'sato.hanako', name: '佐藤 花子' }],
        rep_name: '佐藤 花子',
        started_at: expect.stringMatching(/^\d{4}-/),
        answered_at: expect.stringMatching(/^\d{4}-/),
        ended_at: expect.stringMatching(/^\d{4}-/),
        duration: expect.stringMatching(/^[0-2]$/),
      });
      expect(stage.rows()).toHaveLength(1);
      expect(asked() - before, end).toBe(2);
      page.close();
    }
  });

  it.each([
    ['busy', '話し中'],
    ['no-answer', '応答なし'],
    ['unreachable', 'つながらず'],
  ])('that ends with %s: %s', async (action, result) => {
    const page = await stage.rep();
    const callSid = await ring(page);
    await stage.act(callSid, action);
    expect(await stage.row(ofCall(callSid))).toMatchObject({ result, duration: '', answered_at: '' });
  });

  it('that is refused: 発信不可, with the rep and why it could not have a customer', async () => {
    const page = await stage.rep();
    await page.invite({ To: '110', App: '1', Record: '1' });
    const row = await stage.row(({ result }) => result === '発信不可');
    expect(row).toMatchObject({ direction: '発信', rep: [{ code: 'sato.hanako' }], rep_name: '佐藤 花子' });
    expect(row).toMatchObject({ phone_number: '', company: '', duration: '' });
    expect(stage.rows()).toHaveLength(1);
  });

  it('takes no name from the page, whatever it sends', async () => {
    const page = await stage.rep();
    const callSid = await talk(stage, page, { RepName: '社長', RepNameProof: 'x'.repeat(43) });
    page.send('hangup', { callsid: callSid });
    expect((await stage.row(ofCall(callSid))).rep_name).not.toBe('社長');
  });

  it('is in the log after one reconcile, though every callback was dropped', async () => {
    stage.twilio.setFaults({
      webhooks: [
        { path: '/call-status', drop: true },
        { path: '/dial-ended', drop: true },
      ],
    });
    const page = await stage.rep();
    const callSid = await talk(stage, page);
    await stage.act(callSid, 'hang-up');
    await expect.poll(() => stage.twilio.calls().every(({ endedAt }) => endedAt !== null)).toBe(true);
    expect(stage.rows()).toEqual([]);
    expect(await stage.sweep('reconcile=now')).toMatchObject({ ok: true, swept: true });
    expect(await stage.row(ofCall(callSid))).toMatchObject({
      result: '応答',
      phone_number: '03-1234-5601',
      company: '株式会社みなと商事',
      rep: [{ code: 'sato.hanako' }],
    });
    expect(stage.rows()).toHaveLength(1);
  });

  it('is one row, however often and late its callbacks come', async () => {
    stage.twilio.setFaults({
      webhooks: [
        { path: '/call-status', double: true, delayMs: 50 },
        { path: '/dial-ended', double: true },
      ],
    });
    const page = await stage.rep();
    const callSid = await talk(stage, page);
    page.send('hangup', { callsid: callSid });
    await stage.row(ofCall(callSid));
    await expect
      .poll(() => stage.twilio.webhooks().filter((one) => one.callSid === callSid).length)
      .toBeGreaterThan(3);
    expect(stage.rows()).toHaveLength(1);
    expect(stage.rows()[0]).toMatchObject({ result: '応答', rep_name: '佐藤 花子' });
  });
});

describe('a call of MiiTel', () => {
  it('is one row, though everything is delivered twice, and leads to MiiTel', async () => {
    const sent = await stage.control('/sandbox/miitel', { kind: 'doubled' });
    expect(sent).toMatchObject({ ok: true });
    expect(stage.rows()).toMatchObject([
      {
        call_id: expect.stringMatching(/^miitel:/),
        source: 'MiiTel',
        company: '株式会社みなと商事',
        rep: [{ code: 'sato.hanako' }],
        source_url: `${stage.world.origins.twilio}/app/calls/${String(sent.callId)}`,
      },
    ]);
    expect(String(stage.rows()[0]?.summary)).not.toBe('');
    expect((await fetch(String(stage.rows()[0]?.source_url))).status).toBe(200);
  });

  it.each(['out-of-order', 'unanswered', 'incoming', 'transfer'])('%s is one row', async (kind) => {
    expect(await stage.control('/sandbox/miitel', { kind })).toMatchObject({ ok: true });
    expect(stage.rows()).toHaveLength(1);
  });

  it.each(['meeting', 'challenge'])('%s is no row', async (kind) => {
    expect(await stage.control('/sandbox/miitel', { kind })).toMatchObject({ ok: true });
    expect(stage.rows()).toEqual([]);
  });
});

describe('a customer who calls back', () => {
  it('hears that we call back, and is a row with the rep who called last', async () => {
    const page = await stage.rep('suzuki.ichiro');
    const made = await talk(stage, page, { To: '+81521234507', Record: '2' });
    await stage.act(made, 'hang-up');
    await stage.row(ofCall(made));
    const call = await stage.control('/sandbox/incoming-calls', { from: '+81521234507' });
    const row = await stage.row(ofCall(String(call.callSid)), 15_000);
    expect(row).toMatchObject({
      direction: '着信',
      result: '案内',
      phone_number: '052-123-4507',
      company: '北山製作所',
      customer_record: '2',
      rep: [{ code: 'suzuki.ichiro' }],
      rep_name: '鈴木 一郎',
    });
    const { said } = stage.twilio.calls().at(-1) ?? { said: [] };
    expect(JSON.stringify(said)).toContain('折り返し');
    expect(stage.rows()).toHaveLength(2);
  });

  it('without a number is a row too', async () => {
    const call = await stage.control('/sandbox/incoming-calls', { from: 'anonymous' });
    const row = await stage.row(ofCall(String(call.callSid)), 15_000);
    expect(row).toMatchObject({ direction: '着信', phone_number: '非通知', rep: [] });
  });
});

describe('the output of the Functions', () => {
  it('names calls, and holds no number, token, secret or name', () => {
    expect(stage.output()).toMatch(/"event":"log-written","call":"CA[0-9a-f]{32}"/);
    expect(stage.output()).toMatch(/"event":"log-written","call":"miitel:[0-9a-f-]{36}"/);
    expect(stage.leaked()).toEqual([]);
    expect(stage.output()).not.toMatch(/\+81\d{5}|unhandled|uncaught/);
  });

  it('is searched so that a leak is found: a Function that writes its settings', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'leaking-functions-'));
    await mkdir(join(folder, 'assets'));
    await mkdir(join(folder, 'functions'));
    await writeFile(
      join(folder, 'functions/leak.js'),
      `exports.handler = (context, event, callback) => {
        console.info(JSON.stringify({ in: 'leak', detail: context.AUTH_TOKEN + event.number }));
        callback(null, 'leaked');
      };`,
    );
    const { functions: port } = await freeSandboxPorts();
    const env = functionsEnv(stage.world);
    const leaking = await startFunctions({ port, env, vendorHosts: {}, cwd: folder });
    await fetch(`${leaking.origin}/leak?number=0312345601`);
    const planted = [...secretsOf(stage.world), '312345601', '521234507'];
    expect(foundIn(leaking.output(), planted)).toEqual([env.AUTH_TOKEN, '312345601']);
    await leaking.stop();
    await rm(folder, { recursive: true });
  });
});
