import { describe, expect, test } from 'vitest';
import { browserOf, start, withPassword, withToken } from './stand-in';

const NOON = Date.parse('2026-11-20T03:04:59.987Z');

interface RecordBody {
  record: Record<string, { type: string; value: unknown }>;
}

describe('one record', () => {
  test('carries its types, its creator and times to the minute', async () => {
    const kintone = await start({ now: () => NOON });
    const sato = await browserOf(kintone, 'sato.hanako');
    const added = await sato('POST', 'record.json', { app: 1, record: { 会社名: { value: '新しい会社' } } });
    expect(added.body).toEqual({ id: '15', revision: '1' });
    const { body } = await sato('GET', 'record.json', { app: 1, id: 15 });
    expect((body as unknown as RecordBody).record).toMatchObject({
      会社名: { type: 'SINGLE_LINE_TEXT', value: '新しい会社' },
      顧客ランク: { type: 'DROP_DOWN', value: null },
      作成者: { type: 'CREATOR', value: { code: 'sato.hanako', name: '佐藤 花子' } },
      更新者: { type: 'MODIFIER', value: { code: 'sato.hanako', name: '佐藤 花子' } },
      作成日時: { type: 'CREATED_TIME', value: '2026-11-20T03:04:00Z' },
      レコード番号: { type: 'RECORD_NUMBER', value: '15' },
      $id: { type: '__ID__', value: '15' },
      $revision: { type: '__REVISION__', value: '1' },
    });
  });

  test('a stale revision is GAIA_CO02 on update and on delete, and changes nothing', async () => {
    const kintone = await start();
    const sato = await browserOf(kintone, 'sato.hanako');
    const update = (revision: number, value: string) =>
      sato('PUT', 'record.json', { app: 1, id: 2, revision, record: { 部署名: { value } } });
    expect((await update(1, '営業二課')).body).toEqual({ revision: '2' });
    expect(await update(1, '営業三課')).toMatchObject({ status: 409, body: { code: 'GAIA_CO02' } });
    const remove = (revision: number) =>
      sato('DELETE', 'records.json', { app: 1, ids: [2], revisions: [revision] });
    expect(await remove(1)).toMatchObject({ status: 409, body: { code: 'GAIA_CO02' } });
    expect(kintone.records('1')[1]).toMatchObject({
      部署名: { value: '営業二課' },
      $revision: { value: '2' },
    });
    expect(await remove(2)).toEqual({ status: 200, body: {} });
    expect(await remove(2)).toMatchObject({ status: 404, body: { code: 'GAIA_RE01' } });
    expect(await sato('GET', 'record.json', { app: 1, id: 2 })).toMatchObject({
      status: 404,
      body: { code: 'GAIA_RE01', message: '指定したレコード（id: 2）が見つかりません。' },
    });
  });

  test('wrong input names its fields; an app that is not there is GAIA_AP01', async () => {
    const kintone = await start();
    const sato = await browserOf(kintone, 'sato.hanako');
    const record = { 顧客ランク: { value: 'Z' }, メールアドレス: { value: 'no address' } };
    expect(await sato('POST', 'record.json', { app: 1, record })).toEqual({
      status: 400,
      body: {
        code: 'CB_VA01',
        id: expect.stringMatching(/^[\w-]{20}$/),
        message: '入力内容が正しくありません。',
        errors: {
          'record.会社名.value': { messages: ['必須です。'] },
          'record.顧客ランク.value': { messages: ['選択肢にない値です。'] },
          'record.メールアドレス.value': { messages: [expect.any(String)] },
        },
      },
    });
    expect(await sato('GET', 'record.json', { app: 99, id: 1 })).toMatchObject({
      status: 404,
      body: { code: 'GAIA_AP01' },
    });
    expect(await sato('GET', 'record.json', { app: 1 })).toMatchObject({
      status: 400,
      body: { code: 'CB_VA01', errors: { id: { messages: ['必須です。'] } } },
    });
  });
});

describe('the sign-in app', () => {
  const record = { challenge: { value: 'abc' } };

  test('only its creator sees a record, and nobody else knows of it', async () => {
    const kintone = await start();
    const sato = await browserOf(kintone, 'sato.hanako');
    const suzuki = await browserOf(kintone, 'suzuki.ichiro');
    const { body } = await sato('POST', 'record.json', { app: 3, record });
    expect((await sato('GET', 'record.json', { app: 3, id: body.id })).status).toBe(200);
    expect(await suzuki('GET', 'record.json', { app: 3, id: body.id })).toMatchObject({
      status: 403,
      body: { code: 'CB_NO02' },
    });
    expect((await suzuki('GET', 'records.json', { app: 3 })).body.records).toEqual([]);
    const admin = withPassword(kintone, 'admin', kintone.adminPassword);
    expect((await admin('GET', 'record.json', { app: 3, id: body.id })).status).toBe(403);
  });

  test('nobody edits or deletes, not even their own', async () => {
    const kintone = await start();
    const sato = await browserOf(kintone, 'sato.hanako');
    const { body } = await sato('POST', 'record.json', { app: 3, record });
    expect((await sato('PUT', 'record.json', { app: 3, id: body.id, record })).status).toBe(403);
    expect((await sato('DELETE', 'records.json', { app: 3, ids: [body.id] })).status).toBe(403);
  });

  test('a creator can be set by whoever manages the app, and by nobody else', async () => {
    const kintone = await start();
    const forged = {
      ...record,
      Created_by: { value: { code: 'suzuki.ichiro' } },
      Created_datetime: { value: '2026-11-20T01:02:03Z' },
    };
    const sato = await browserOf(kintone, 'sato.hanako');
    expect(await sato('POST', 'record.json', { app: 3, record: forged })).toMatchObject({
      status: 403,
      body: { code: 'CB_NO02' },
    });
    const byToken = withToken(kintone, kintone.tokens.signInAdd);
    expect(await byToken('POST', 'record.json', { app: 3, record: forged })).toMatchObject({
      status: 403,
      body: { code: 'GAIA_NO01' },
    });
    const admin = withPassword(kintone, 'admin', kintone.adminPassword);
    expect((await admin('POST', 'record.json', { app: 3, record: forged })).status).toBe(200);
    expect(kintone.records('3')).toHaveLength(1);
    expect(kintone.records('3')[0]).toMatchObject({
      Created_by: { type: 'CREATOR', value: { code: 'suzuki.ichiro' } },
      Created_datetime: { value: '2026-11-20T01:02:00Z' },
      Updated_by: { type: 'MODIFIER', value: { code: 'admin' } },
    });
  });

  test('its token reads and deletes what only the creator sees; a token writes as Administrator', async () => {
    const kintone = await start();
    const guest = await browserOf(kintone, 'guest/kato@partner.example');
    const { body } = await guest('POST', 'record.json', { app: 3, record });
    const token = withToken(kintone, kintone.tokens.signIn);
    const read = await token('GET', 'record.json', { app: 3, id: body.id });
    expect((read.body as unknown as RecordBody).record.Created_by?.value).toEqual({
      code: 'guest/kato@partner.example',
      name: '加藤 健',
    });
    const remove = { app: 3, ids: [body.id], revisions: [1] };
    expect((await token('DELETE', 'records.json', remove)).status).toBe(200);
    expect(await token('DELETE', 'records.json', remove)).toMatchObject({ body: { code: 'GAIA_RE01' } });

    await withToken(kintone, kintone.tokens.signInAdd)('POST', 'record.json', { app: 3, record });
    expect(kintone.records('3')[0]).toMatchObject({
      Created_by: { value: { code: 'Administrator', name: 'Administrator' } },
    });
  });
});
