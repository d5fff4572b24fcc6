import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CALL_LOG_LABELS } from '../../../contracts/call-log';
import { CUT_MARK } from '../../../twilio-functions/outbox/minutes';
import { receiveIncomingCall } from '../../../twilio-functions/reports/receive-incoming-call';
import { receiveMiitel } from '../../../twilio-functions/reports/receive-miitel';
import { receiveCallStatus, receiveDialEnded } from '../../../twilio-functions/reports/receive-twilio';
import { calleeEvent, CALLEE_LEG, CALL_ID, dialAction, REP_LEG, repLegEvent } from '../reports/call-events';
import {
  kintoneAsked,
  type MiitelBody,
  miitelFixture,
  requestOf,
  rowsOf,
  startVendors,
  type Vendors,
} from './vendors';

let vendors: Vendors;
let lines: string[];

beforeAll(async () => {
  vendors = await startVendors();
});
afterAll(() => vendors.stop());
beforeEach(() => {
  lines = [];
  const take = (line: string) => void lines.push(line);
  for (const level of ['info', 'warn', 'error'] as const) vi.spyOn(console, level).mockImplementation(take);
  vendors.kintone.reset();
  return () => vi.restoreAllMocks();
});

type Body = MiitelBody;
const SECRET = { authorization: 'Bearer a-secret-of-miitel-for-tests' };
let run = 0;

const fixture = (name: string) => miitelFixture(name, run);
beforeEach(() => {
  run += 1;
});

const deliver = (body: Record<string, unknown>, headers: Record<string, string> = SECRET) =>
  receiveMiitel(requestOf(body, headers), vendors.settings);
const asked = () => kintoneAsked(vendors);

/** All webhooks of one call, its legs named anew. */
async function twilioCall(suffix: string): Promise<string> {
  const own = (fields: Record<string, string>) =>
    JSON.parse(
      JSON.stringify(fields)
        .replaceAll(REP_LEG, `CA${suffix.repeat(32)}`)
        .replaceAll(CALLEE_LEG, `CA${suffix.repeat(31)}0`),
    ) as Record<string, string>;
  const { settings } = vendors;
  await receiveCallStatus({ settings, fields: own(calleeEvent('initiated', 0)) });
  await receiveCallStatus({ settings, fields: own(calleeEvent('in-progress', 13)) });
  await receiveCallStatus({ settings, fields: own(calleeEvent('completed', 204, { CallDuration: '191' })) });
  await receiveDialEnded({ settings, fields: own(dialAction('completed', { DialCallDuration: '191' })) });
  await receiveCallStatus({ settings, fields: own(repLegEvent('completed', 205, { CallDuration: '205' })) });
  return CALL_ID.replace(REP_LEG, `CA${suffix.repeat(32)}`);
}

describe('with the stand-ins of kintone and Twilio', () => {
  it('agrees with the app 通話履歴 on every field and what it is called', () => {
    const fields = vendors.kintone.world.apps.get('2')?.fields ?? [];
    const labels = fields.filter(({ code }) => /^[a-z]/.test(code)).map(({ code, label }) => [code, label]);
    expect(Object.fromEntries(labels)).toEqual(CALL_LOG_LABELS);
  });

  it('writes a call made by the button, with its customer, for two requests', async () => {
    const callId = await twilioCall('1');
    expect(rowsOf(vendors)).toMatchObject([
      {
        call_id: callId,
        source: 'Twilio',
        direction: '発信',
        result: '応答',
        company: '株式会社みなと商事',
        contact: '山田 太郎',
        customer_record: '1',
        customer_url: `${vendors.kintone.origin}/k/1/show#record=1`,
        rep: [{ code: 'sato.hanako', name: '佐藤 花子' }],
        duration: '191',
        phone_number: '03-1234-5601',
      },
    ]);
    expect(asked()).toBe(2);
  });

  it('writes a call of MiiTel delivered twice as one row, with the customer by number', async () => {
    expect(await deliver(fixture('analysis'))).toMatchObject({ status: 200 });
    await deliver(fixture('analysis'));
    expect(asked()).toBe(2);
    await deliver(fixture('minutes'));
    expect(rowsOf(vendors)).toMatchObject([
      {
        source: 'MiiTel',
        company: '株式会社みなと商事',
        customer_record: '1',
        rep: [{ code: 'sato.hanako' }],
        rep_name: '佐藤 花子',
        source_url: `https://sandbox.miitel.example/app/calls/${fixture('analysis').call.id}`,
      },
    ]);
    expect(rowsOf(vendors)[0]?.summary).toMatch(/^■ 要点/);
  });

  it.each([
    ['0451239034', '株式会社ひだまり', '5', 'full width'],
    ['0312345602', '株式会社みなと商事', '1', 'the second field'],
  ])('finds a customer by %s: %s', async (number, company, record) => {
    const body = fixture('unanswered');
    Object.assign(body.call.details[0] ?? {}, { to_number: number });
    await deliver(body);
    expect(rowsOf(vendors)).toMatchObject([{ company, customer_record: record }]);
  });

  it('says when several customers have the number, and when none has', async () => {
    const { kintone } = vendors;
    const other = kintone.world.apps.get('1')?.records.get(2);
    kintone.alterRecord('1', 2, { values: { ...other?.values, TEL: '03 1234 5601' } });
    await deliver(fixture('analysis'));
    const none = fixture('unanswered');
    Object.assign(none.call.details[0] ?? {}, { to_number: '0311112222' });
    await deliver(none);
    const companies = rowsOf(vendors).map(({ company, customer_url: url }) => [company, url]);
    expect(companies).toContainEqual(['株式会社みなと商事（該当する顧客が2件）', '']);
    expect(companies).toContainEqual(['（該当する顧客なし）', '']);
  });

  it('uses the record a call was dialled from only if it has that number', async () => {
    const { kintone } = vendors;
    const own = kintone.world.apps.get('1')?.records.get(1);
    kintone.alterRecord('1', 1, { values: { ...own?.values, TEL: '03-9999-9999' } });
    await twilioCall('2');
    expect(rowsOf(vendors)).toMatchObject([{ company: '（該当する顧客なし）', customer_record: '' }]);
  });

  it("leaves what the rep's page writes alone, whoever is first", async () => {
    const { kintone } = vendors;
    const callId = `twilio:CA${'3'.repeat(32)}`;
    await fetch(`${kintone.origin}/k/v1/records.json`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'x-cybozu-api-token': kintone.tokens.callLog },
      body: JSON.stringify({
        app: '2',
        upsert: true,
        records: [
          {
            updateKey: { field: 'call_id', value: callId },
            record: { disposition: { value: 'アポ獲得' }, memo: { value: '来週' } },
          },
        ],
      }),
    });
    await twilioCall('3');
    expect(rowsOf(vendors)).toMatchObject([
      {
        call_id: callId,
        disposition: 'アポ獲得',
        memo: '来週',
        result: '応答',
        company: '株式会社みなと商事',
      },
    ]);
  });

  it('writes the row without a rep whom kintone does not know', async () => {
    const body = JSON.parse(JSON.stringify(fixture('analysis')).replaceAll('sato.hanako', 'left.us')) as Body;
    await deliver(body);
    expect(rowsOf(vendors)).toMatchObject([{ rep: [], rep_name: '佐藤 花子', result: '応答' }]);
    expect(asked()).toBe(3);
  });

  it('keeps 30 kB of minutes, cut with a mark and with the link', async () => {
    const body = fixture('minutes');
    const minutes = Array.from({ length: 10_500 }, (_, at) =>
      String.fromCharCode(0x4e00 + ((at * 7919 + at * at * 31) % 6000)),
    ).join('');
    Object.assign(body.call.details[0] ?? {}, { minutes });
    expect(await deliver(body)).toMatchObject({ status: 200 });
    expect(String(rowsOf(vendors)[0]?.summary).endsWith(CUT_MARK)).toBe(true);
  });

  it('answers within two seconds and a half while kintone hangs, and keeps the call for a sweep', async () => {
    vendors.kintone.faults.add({ path: '/k/v1/*', slowMs: 5000, times: 1 });
    const began = Date.now();
    expect(await deliver(fixture('analysis'))).toMatchObject({ status: 200 });
    expect(Date.now() - began).toBeLessThan(2500);
    expect(rowsOf(vendors)).toEqual([]);
    await deliver(fixture('minutes'));
    const documents = vendors.twilio.sync.documents().filter(({ expiresAt }) => expiresAt === null);
    expect(documents.some(({ data }) => JSON.stringify(data).includes(fixture('analysis').call.id))).toBe(
      true,
    );
  });

  it('writes a caller with the customer and the rep who called last', async () => {
    await twilioCall('4');
    const fields = {
      CallSid: `CA${'5'.repeat(32)}`,
      From: '+81312345601',
      To: '+815012345678',
      CallStatus: 'ringing',
    };
    const { settings } = vendors;
    const answer = await receiveIncomingCall({ settings, fields });
    expect(answer.body).toMatch(/<Say language="ja-JP">お電話ありがとうございます。.*<\/Say><Hangup\/>/);
    await receiveCallStatus({
      settings,
      fields: {
        ...fields,
        CallStatus: 'completed',
        CallDuration: '12',
        Timestamp: 'Fri, 20 Nov 2026 05:00:12 +0000',
      },
    });
    expect(rowsOf(vendors).find(({ direction }) => direction === '着信')).toMatchObject({
      result: '案内',
      company: '株式会社みなと商事',
      rep: [{ code: 'sato.hanako' }],
      phone_number: '03-1234-5601',
    });
    expect(asked()).toBe(4);
  });

  it('puts a caller through where that is set up, and announces when nobody answers', async () => {
    const settings = { ...vendors.settings, forwardTo: '+81312345678' };
    const fields = { CallSid: `CA${'6'.repeat(32)}`, From: '+81312345601', To: '+815012345678' };
    expect((await receiveIncomingCall({ settings, fields })).body).toMatch(
      /<Dial callerId="\+815012345678"[^>]*action="\/incoming-call"><Number[^>]*>\+81312345678<\/Number><\/Dial>/,
    );
    const ended = { ...fields, DialCallSid: `CA${'7'.repeat(32)}` };
    const noAnswer = await receiveIncomingCall({
      settings,
      fields: { ...ended, DialCallStatus: 'no-answer' },
    });
    expect(noAnswer.body).toContain('折り返し');
    const talked = await receiveIncomingCall({ settings, fields: { ...ended, DialCallStatus: 'completed' } });
    expect(talked.body).not.toContain('<Say');
  });

  it('says nothing whole of anybody in its lines', async () => {
    await twilioCall('8');
    await deliver(fixture('analysis'));
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join('\n')).not.toMatch(/1234-?5601|山田|佐藤|secret-of|みなと/);
    expect(lines.some((line) => line.includes(`"call":"CA${'8'.repeat(32)}"`))).toBe(true);
  });
});
