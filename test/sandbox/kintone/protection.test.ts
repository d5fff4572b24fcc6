import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { KintoneStandIn } from '../../../sandbox/kintone/server';
import { logIn, start } from './stand-in';

/** fetch sets Host and Origin itself: only a plain request can lie about them. */
function send(
  kintone: KintoneStandIn,
  method: string,
  path: string,
  headers: Record<string, string>,
  body = '',
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: kintone.port, method, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

describe('protection of a session that lives on this machine', () => {
  test('another name for this machine is refused (DNS rebinding)', async () => {
    const kintone = await start();
    for (const host of ['attacker.example', `attacker.example:${kintone.port}`, 'localhost:1', 'localhost']) {
      expect(await send(kintone, 'GET', '/k/1/', { host })).toBe(421);
    }
    expect(await send(kintone, 'GET', '/k/1/', { host: `localhost:${kintone.port}` })).toBe(200);
    expect(await send(kintone, 'GET', '/k/1/', { host: `127.0.0.1:${kintone.port}` })).toBe(200);
  });

  test('a page of another origin cannot use the session, not even one of another port', async () => {
    const kintone = await start();
    const cookie = await logIn(kintone, 'sato.hanako');
    const own = {
      host: `localhost:${kintone.port}`,
      cookie,
      'content-type': 'application/json',
      'x-requested-with': 'x',
    };
    const body = JSON.stringify({ app: 1, record: { 会社名: { value: '新規' } } });
    for (const origin of ['https://attacker.example', 'http://localhost:1', 'null']) {
      expect(await send(kintone, 'POST', '/k/v1/record.json', { ...own, origin }, body)).toBe(403);
      expect(await send(kintone, 'GET', '/k/v1/record.json?app=1&id=1', { ...own, origin })).toBe(403);
    }
    const crossSite = { ...own, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' };
    expect(await send(kintone, 'GET', '/k/v1/record.json?app=1&id=1', crossSite)).toBe(403);
    expect(kintone.records('1')).toHaveLength(14);

    const origin = kintone.origin;
    expect(await send(kintone, 'POST', '/k/v1/record.json', { ...own, origin }, body)).toBe(200);
    expect(kintone.records('1')).toHaveLength(15);
  });

  test('a session writes only with X-Requested-With or the request token', async () => {
    const kintone = await start();
    const cookie = await logIn(kintone, 'sato.hanako');
    const token = [...kintone.world.sessions.values()][0]?.requestToken;
    const headers = {
      host: `localhost:${kintone.port}`,
      cookie,
      'content-type': 'application/json',
    };
    const body = { app: 1, record: { 会社名: { value: '新規' } } };
    const write = (fields: object) =>
      send(kintone, 'POST', '/k/v1/record.json', headers, JSON.stringify({ ...body, ...fields }));
    expect(await write({})).toBe(403);
    expect(await write({ __REQUEST_TOKEN__: 'guessed' })).toBe(403);
    expect(await write({ __REQUEST_TOKEN__: token })).toBe(200);
  });

  test('the switches of the sandbox are out of reach for other origins and for plain forms', async () => {
    const kintone = await start();
    const host = `localhost:${kintone.port}`;
    const body = JSON.stringify({ faults: [{ path: '/k/*', status: 503 }] });
    const asJson = { host, 'content-type': 'application/json' };
    const post = (headers: Record<string, string>) =>
      send(kintone, 'POST', '/sandbox/kintone', headers, body);
    expect(await post({ ...asJson, origin: 'http://localhost:1' })).toBe(403);
    expect(await post({ host, 'content-type': 'text/plain' })).toBe(415);
    expect(kintone.world.faults).toHaveLength(0);
    expect(await post(asJson)).toBe(200);
    expect(kintone.world.faults).toHaveLength(1);
  });

  test('pages say that they talk to this machine only, and no answer opens itself to other origins', async () => {
    const kintone = await start();
    const page = await fetch(`${kintone.origin}/k/1/show`);
    const policy = page.headers.get('content-security-policy') ?? '';
    const sources = policy.match(/(?:https?|wss?):\/\/[^\s;]+/g) ?? [];
    expect(sources.length).toBeGreaterThan(5);
    for (const source of sources) {
      expect(source).toMatch(/^(http|ws):\/\/(localhost|127\.0\.0\.1):\*$/);
    }
    expect(page.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('no path leads out of the folder of the page programs', async () => {
    const kintone = await start();
    const host = `localhost:${kintone.port}`;
    for (const path of [
      '/sandbox/page/../server',
      '/sandbox/page/%2e%2e%2fserver',
      '/sandbox/fonts/../../../package.json',
      '/sandbox/fonts/files/..%2f400.css',
    ]) {
      expect(await send(kintone, 'GET', path, { host })).toBe(404);
    }
    expect(await send(kintone, 'GET', '/sandbox/page/main', { host })).toBe(200);
    expect(await send(kintone, 'GET', '/sandbox/fonts/400.css', { host })).toBe(200);
  });
});
