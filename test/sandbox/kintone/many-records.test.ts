import { describe, expect, test } from 'vitest';
import { browserOf, start, withToken } from './stand-in';

async function companies(
  ask: Awaited<ReturnType<typeof browserOf>>,
  query: string,
  more: object = {},
): Promise<unknown[]> {
  const { body } = await ask('GET', 'records.json', { app: 1, query, ...more });
  const records = body.records as Array<Record<string, { value: unknown }>>;
  return records.map((record) => record['会社名']?.value);
}

describe('queries', () => {
  test('compare, in, like, brackets, order, limit, offset', async () => {
    const sato = await browserOf(await start(), 'sato.hanako');
    expect(await companies(sato, 'TEL in ("03-1234-5601", "0312345601")')).toEqual(['株式会社みなと商事']);
    expect(await companies(sato, '会社名 = "北山製作所" or 会社名 = "白川印刷" order by $id asc')).toEqual([
      '北山製作所',
      '白川印刷',
    ]);
    expect(await companies(sato, '$id <= 3 and (顧客ランク in ("A")) order by $id desc')).toEqual([
      'あおば物流株式会社',
      '株式会社みなと商事',
    ]);
    expect(await companies(sato, 'order by $id asc limit 2 offset 1')).toEqual([
      '北山製作所',
      'あおば物流株式会社',
    ]);
    expect(await companies(sato, 'TEL like "090" and 会社名 not like "設備"')).toEqual(['個人事業 井上']);
    expect(await companies(sato, 'TEL = "" and 作成者 in (LOGINUSER())')).toEqual(['白川印刷']);
  });

  test('only the fields asked for, and the total before the limit', async () => {
    const sato = await browserOf(await start(), 'sato.hanako');
    const { body } = await sato('GET', 'records.json', {
      app: 1,
      query: '$id < 5 limit 1',
      fields: ['$id', 'TEL'],
      totalCount: true,
    });
    expect(body.totalCount).toBe('4');
    expect(Object.keys((body.records as object[])[0] ?? {}).sort()).toEqual(['$id', 'TEL']);
  });

  test.each([
    ['nothing = "1"', 'GAIA_IQ11'],
    ['顧客ランク = "A"', 'GAIA_IQ03'],
    ['備考 = "x"', 'GAIA_IQ03'],
    ['TEL in ("1"', 'CB_VA01'],
    ['TEL "1"', 'CB_VA01'],
    ['limit 501', 'CB_VA01'],
    ['TEL = "\u0000" ; drop', 'CB_VA01'],
  ])('%s is refused with %s', async (query, code) => {
    const sato = await browserOf(await start(), 'sato.hanako');
    expect(await sato('GET', 'records.json', { app: 1, query })).toMatchObject({
      status: 400,
      body: { code },
    });
  });

  test('a long query may come as POST', async () => {
    const kintone = await start();
    const response = await fetch(`${kintone.origin}/k/v1/records.json`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-http-method-override': 'GET',
        'x-cybozu-api-token': kintone.tokens.customers,
      },
      body: JSON.stringify({ app: 1, query: '$id = 1' }),
    });
    expect(await response.json()).toMatchObject({ records: [{ $id: { value: '1' } }] });
  });
});

describe('writing many', () => {
  const call = (id: string, more: object = {}) => ({
    updateKey: { field: 'call_id', value: id },
    record: more,
  });

  test('upsert adds, then updates, by the unique field', async () => {
    const kintone = await start();
    const server = withToken(kintone, kintone.tokens.callLog);
    const upsert = (...records: object[]) => server('PUT', 'records.json', { app: 2, upsert: true, records });
    expect((await upsert(call('twilio:CA1', { company: { value: 'みなと' } }))).body).toEqual({
      records: [{ id: '1', revision: '1', operation: 'INSERT' }],
    });
    const started = { started_at: { value: '2026-11-20T04:40:27Z' }, duration: { value: 191 } };
    const rep = { rep: { value: [{ code: 'sato.hanako' }] } };
    expect((await upsert(call('twilio:CA1', { ...started, ...rep }), call('twilio:CA2'))).body).toEqual({
      records: [
        { id: '1', revision: '2', operation: 'UPDATE' },
        { id: '2', revision: '1', operation: 'INSERT' },
      ],
    });
    expect(kintone.records('2')[0]).toMatchObject({
      call_id: { value: 'twilio:CA1' },
      company: { value: 'みなと' },
      started_at: { type: 'DATETIME', value: '2026-11-20T04:40:00Z' },
      duration: { type: 'NUMBER', value: '191' },
      rep: { value: [{ code: 'sato.hanako', name: '佐藤 花子' }] },
    });

    // The rep sees the call that names them, a colleague does not.
    const named = { app: 2, query: 'call_id = "twilio:CA1"' };
    const sato = await browserOf(kintone, 'sato.hanako');
    expect((await sato('GET', 'records.json', named)).body.records).toHaveLength(1);
    const suzuki = await browserOf(kintone, 'suzuki.ichiro');
    expect((await suzuki('GET', 'records.json', named)).body.records).toHaveLength(0);
  });

  test('a value that must be unique is refused inside CB_VA01, and nothing of the request is kept', async () => {
    const kintone = await start();
    const server = withToken(kintone, kintone.tokens.callLog);
    const records = [{ call_id: { value: 'a' } }, { call_id: { value: 'a' } }];
    expect(await server('POST', 'records.json', { app: 2, records })).toMatchObject({
      status: 400,
      body: {
        code: 'CB_VA01',
        errors: { 'records[1].call_id.value': { messages: ['値がほかのレコードと重複しています。'] } },
      },
    });
    expect(kintone.records('2')).toHaveLength(0);
  });

  test('a key must be a unique field; without upsert it must exist', async () => {
    const kintone = await start();
    const server = withToken(kintone, kintone.tokens.callLog);
    const put = (body: object) => server('PUT', 'records.json', { app: 2, ...body });
    const byCompany = [{ updateKey: { field: 'company', value: 'x' }, record: {} }];
    expect(await put({ upsert: true, records: byCompany })).toMatchObject({
      status: 400,
      body: { code: 'CB_VA01' },
    });
    expect(await put({ records: [call('none')] })).toMatchObject({
      status: 404,
      body: { code: 'GAIA_RE20' },
    });
  });

  test('at most 100 at once', async () => {
    const kintone = await start();
    const records = Array.from({ length: 101 }, (_, index) => ({ call_id: { value: String(index) } }));
    const answer = await withToken(kintone, kintone.tokens.callLog)('POST', 'records.json', {
      app: 2,
      records,
    });
    expect(answer).toMatchObject({ status: 400, body: { code: 'CB_VA01', errors: { records: {} } } });
  });
});
