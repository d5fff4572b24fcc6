import { describe, expect, test } from 'vitest';
import { asker, browserOf, logIn, start, withPassword, withToken } from './stand-in';

const RECORD_1 = { app: 1, id: 1 };

describe('who asks', () => {
  test('nobody: 401 CB_AU01, in the language of Accept-Language, with a random id', async () => {
    const kintone = await start();
    const first = await asker(kintone, { 'accept-language': '*' })('GET', 'record.json', RECORD_1);
    const second = await asker(kintone, { 'accept-language': 'en-US' })('GET', 'record.json', RECORD_1);
    expect(first).toMatchObject({
      status: 401,
      body: { code: 'CB_AU01', message: 'ログインしてください。' },
    });
    expect(second).toMatchObject({ status: 401, body: { code: 'CB_AU01', message: 'Please login.' } });
    expect(first.body.id).not.toBe(second.body.id);
  });

  test('a wrong password is refused, the right one goes', async () => {
    const kintone = await start({ adminPassword: 'only here' });
    expect(await withPassword(kintone, 'admin', 'wrong')('GET', 'record.json', RECORD_1)).toMatchObject({
      status: 401,
      body: { code: 'CB_WA01' },
    });
    expect(await withPassword(kintone, 'admin', 'only here')('GET', 'record.json', RECORD_1)).toMatchObject({
      status: 200,
    });
  });

  test('tokens: unknown, of another app, without the right, comma-joined', async () => {
    const kintone = await start();
    const { customers, callLog } = kintone.tokens;
    expect(await withToken(kintone, 'x'.repeat(40))('GET', 'record.json', RECORD_1)).toMatchObject({
      status: 400,
      body: { code: 'GAIA_IA02' },
    });
    expect(await withToken(kintone, callLog)('GET', 'record.json', RECORD_1)).toMatchObject({
      status: 400,
      body: { code: 'GAIA_IA02' },
    });
    expect(
      await withToken(kintone, customers)('PUT', 'record.json', { ...RECORD_1, record: {} }),
    ).toMatchObject({ status: 403, body: { code: 'GAIA_NO01' } });
    const both = withToken(kintone, `${callLog},${customers}`);
    expect(await both('GET', 'record.json', RECORD_1)).toMatchObject({ status: 200 });
    expect(await both('GET', 'records.json', { app: 2 })).toMatchObject({ status: 200 });
  });

  test('a page opened without a session is logged in as the first rep, ?as= switches', async () => {
    const kintone = await start();
    const page = await fetch(`${kintone.origin}/k/1/show`);
    expect(await page.text()).toContain('"code":"sato.hanako"');
    const setCookie = page.headers.get('set-cookie');
    expect(setCookie).toMatch(/HttpOnly/);
    expect(setCookie).toMatch(/SameSite=Lax/);

    const cookie = await logIn(kintone, 'suzuki.ichiro');
    expect(await (await fetch(`${kintone.origin}/k/1/`, { headers: { cookie } })).text()).toContain(
      '"user":{"id":"3","code":"suzuki.ichiro"',
    );
    expect((await fetch(`${kintone.origin}/k/1/?as=nobody`)).status).toBe(404);
  });

  test('Basic authentication in front of the domain, where it is switched on', async () => {
    const kintone = await start();
    kintone.world.basicAuth = 'gate:open';
    const token = { 'x-cybozu-api-token': kintone.tokens.customers };
    const address = `${kintone.origin}/k/v1/record.json?app=1&id=1`;
    expect((await fetch(address, { headers: token })).status).toBe(401);
    const authorization = `Basic ${Buffer.from('gate:open').toString('base64')}`;
    expect((await fetch(address, { headers: { ...token, authorization } })).status).toBe(200);
  });

  test('a session that has ended is CB_AU01', async () => {
    const kintone = await start();
    const sato = await browserOf(kintone, 'sato.hanako');
    expect((await sato('GET', 'record.json', RECORD_1)).status).toBe(200);
    kintone.world.sessions.clear();
    expect(await sato('GET', 'record.json', RECORD_1)).toMatchObject({
      status: 401,
      body: { code: 'CB_AU01' },
    });
  });
});
