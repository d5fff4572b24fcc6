import { describe, expect, test } from 'vitest';
import { CALL_LOG_LABELS } from '../../../contracts/call-log';
import type { PageData } from '../../../sandbox/kintone/page-data';
import type { KintoneStandIn } from '../../../sandbox/kintone/server';
import { browserOf, start, withToken } from './stand-in';

async function pageOf(kintone: KintoneStandIn, path: string): Promise<PageData> {
  const html = await (await fetch(kintone.origin + path)).text();
  const data = /<script type="application\/json" id="page-data">([^]*?)<\/script>/.exec(html)?.[1];
  return JSON.parse(data ?? 'null') as PageData;
}

async function write(kintone: KintoneStandIn, ...rows: Array<Record<string, unknown>>): Promise<void> {
  const records = rows.map(({ call_id: id, ...fields }) => ({
    updateKey: { field: 'call_id', value: id },
    record: Object.fromEntries(Object.entries(fields).map(([code, value]) => [code, { value }])),
  }));
  const server = withToken(kintone, kintone.tokens.callLog);
  expect(await server('PUT', 'records.json', { app: 2, upsert: true, records })).toMatchObject({
    status: 200,
  });
}

async function seenBy(kintone: KintoneStandIn, rep: string): Promise<unknown[]> {
  const ask = await browserOf(kintone, rep);
  const answer = await ask('GET', 'records.json', {
    app: 2,
    query: 'order by started_at desc, $id desc',
  });
  return (answer.body.records as Array<Record<string, { value: unknown }>>).map((row) => row.call_id?.value);
}

describe('the app 通話履歴', () => {
  test('begins empty, and has every field of the contract on its form, by its label', async () => {
    const kintone = await start();
    expect(kintone.records('2')).toEqual([]);
    const { app } = await pageOf(kintone, '/k/2/show');
    const onForm = app?.layout.flat().flatMap((item) => ('field' in item ? [item.field] : [])) ?? [];
    expect([...onForm].sort()).toEqual(Object.keys(CALL_LOG_LABELS).sort());
    const labels = app?.fields.map(({ code, label }) => [code, label]) ?? [];
    expect(Object.fromEntries(labels)).toMatchObject(CALL_LOG_LABELS);
  });

  test('lists the newest call first, with what happened, who it was, and the way to the customer', async () => {
    const kintone = await start();
    const { app } = await pageOf(kintone, '/k/2/');
    expect(app?.views[0]).toMatchObject({ name: '最近の通話', sort: 'started_at desc, $id desc' });
    expect(app?.views[0]?.fields).toEqual(
      expect.arrayContaining([
        'started_at',
        'direction',
        'result',
        'company',
        'phone_number',
        'rep',
        'summary',
      ]),
    );
    expect(app?.fields.find(({ code }) => code === 'customer_url')).toMatchObject({
      type: 'LINK',
      protocol: 'WEB',
    });
    const rep = [{ code: 'sato.hanako' }];
    await write(
      kintone,
      { call_id: 'twilio:1', started_at: '2026-11-20T01:00:00Z', rep },
      { call_id: 'twilio:2', started_at: '2026-11-20T03:00:00Z', rep },
      { call_id: 'miitel:3', started_at: '2026-11-20T02:00:00Z', rep },
    );
    expect(await seenBy(kintone, 'sato.hanako')).toEqual(['twilio:2', 'miitel:3', 'twilio:1']);
  });

  test('shows a rep their own calls, and everyone the calls that are nobody’s', async () => {
    const kintone = await start();
    await write(
      kintone,
      { call_id: 'twilio:satos', rep: [{ code: 'sato.hanako' }], started_at: '2026-11-20T02:00:00Z' },
      { call_id: 'twilio:nobodys', rep: [], started_at: '2026-11-20T01:00:00Z' },
    );
    expect(await seenBy(kintone, 'sato.hanako')).toEqual(['twilio:satos', 'twilio:nobodys']);
    expect(await seenBy(kintone, 'suzuki.ichiro')).toEqual(['twilio:nobodys']);
  });
});

describe('the pane’s customers', () => {
  test('are those one can be called by, as they stand now, and one whom nobody knows', async () => {
    const kintone = await start();
    const sato = await browserOf(kintone, 'sato.hanako');
    await sato('PUT', 'record.json', { app: 1, id: 1, record: { TEL: { value: '03-9876-5432' } } });
    const { customers } = (await pageOf(kintone, '/k/1/')).sandbox;
    expect(customers[0]).toEqual({ name: '株式会社みなと商事', number: '0398765432', record: '1' });
    expect(customers.at(-1)).toMatchObject({ record: null });
    expect(customers.every(({ number }) => /^0[1-9]\d{8,9}$/.test(number))).toBe(true);
  });
});
