import { describe, expect, test } from 'vitest';
import { startKintone } from '../../../sandbox/kintone/server';
import { asker, browserOf, start, withToken } from './stand-in';

const RECORD_1 = { app: 1, id: 1 };

describe('faults', () => {
  test('a status, a number of times', async () => {
    const kintone = await start();
    const ask = withToken(kintone, kintone.tokens.customers);
    kintone.faults.add({ path: '/k/v1/record.json', status: 429, times: 2 });
    expect(await ask('GET', 'record.json', RECORD_1)).toMatchObject({
      status: 429,
      body: { code: 'GAIA_TO04' },
    });
    expect((await ask('GET', 'record.json', RECORD_1)).status).toBe(429);
    expect((await ask('GET', 'record.json', RECORD_1)).status).toBe(200);
  });

  test('a 503 is a page, not JSON', async () => {
    const kintone = await start();
    kintone.faults.add({ path: '/k/v1/*', method: 'GET', status: 503 });
    const response = await fetch(`${kintone.origin}/k/v1/record.json?app=1&id=1`);
    expect(response.status).toBe(503);
    expect(response.headers.get('content-type')).toContain('text/html');
  });

  test('a connection cut after the work: done, and nobody is told', async () => {
    const kintone = await start();
    const ask = withToken(kintone, kintone.tokens.signInAdd);
    const add = () => ask('POST', 'record.json', { app: 3, record: { challenge: { value: 'x' } } });
    kintone.faults.add({ path: '/k/v1/record.json', reset: true, times: 1 });
    await expect(add()).rejects.toThrow();
    expect(kintone.records('3')).toHaveLength(0);
    kintone.faults.add({ path: '/k/v1/record.json', reset: true, when: 'after', times: 1 });
    await expect(add()).rejects.toThrow();
    expect(kintone.records('3')).toHaveLength(1);
  });

  test('slow: the answer comes after the wait, not before', async () => {
    const kintone = await start();
    kintone.faults.add({ path: '/k/v1/record.json', slowMs: 150 });
    const before = performance.now();
    await withToken(kintone, kintone.tokens.customers)('GET', 'record.json', RECORD_1);
    expect(performance.now() - before).toBeGreaterThan(140);
  });
});

describe('what tests look into', () => {
  test('requests are counted by path, without queries and secrets', async () => {
    const kintone = await start();
    const token = kintone.tokens.customers;
    await withToken(kintone, token)('GET', 'record.json', RECORD_1);
    await withToken(kintone, token)('GET', 'record.json', { app: 1, id: 99 });
    await asker(kintone, {})('GET', 'record.json', RECORD_1);
    expect(kintone.requestCounts()).toEqual({ 'GET /k/v1/record.json': 3 });
    expect(kintone.world.requests.map(({ status, auth }) => [status, auth])).toEqual([
      [200, 'token'],
      [404, 'token'],
      [401, 'none'],
    ]);
    expect(JSON.stringify(kintone.world.requests)).not.toContain(token);
  });

  test('a record can be made old behind its back', async () => {
    const kintone = await start();
    const sato = await browserOf(kintone, 'sato.hanako');
    await sato('POST', 'record.json', { app: 3, record: { challenge: { value: 'x' } } });
    kintone.alterRecord('3', 1, { createdAt: Date.parse('2026-01-01T00:00:00Z'), revision: 2 });
    expect(kintone.records('3')[0]).toMatchObject({
      Created_datetime: { value: '2026-01-01T00:00:00Z' },
      $revision: { value: '2' },
    });
  });

  test('reset puts everything back, for whoever already holds the world', async () => {
    const kintone = await start({ variants: { spaceElement: 'same' } });
    const { world } = kintone;
    const sato = await browserOf(kintone, 'sato.hanako');
    await sato('POST', 'record.json', { app: 1, record: { 会社名: { value: '新規' } } });
    kintone.setVariant({ spaceElement: 'absent', detailChange: 'new-document' });
    kintone.faults.add({ path: '/k/*', status: 500 });
    kintone.reset();
    expect(kintone.world).toBe(world);
    expect(kintone.records('1')).toHaveLength(14);
    expect(world.variants).toEqual({
      spaceElement: 'same',
      detailChange: 'same-document',
      showEvents: 'once',
    });
    expect(world.faults).toEqual([]);
    expect((await sato('GET', 'record.json', RECORD_1)).status).toBe(401);
  });

  test('the same over HTTP; what is no command is refused', async () => {
    const kintone = await start();
    const post = (body: object) =>
      fetch(`${kintone.origin}/sandbox/kintone`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const answer = await post({ variants: { showEvents: 'twice' }, deploy: { outcome: 'FAIL' } });
    expect(await answer.json()).toMatchObject({
      variants: { showEvents: 'twice' },
      deploy: { outcome: 'FAIL', durationMs: 300 },
      records: { 1: 14, 2: 0, 3: 0 },
    });
    expect((await post({ variants: { showEvents: 'thrice' } })).status).toBe(400);
    expect((await post({ anything: 1 })).status).toBe(400);
  });

  test('two of them do not share anything; a taken port is an error', async () => {
    const [one, other] = [await start(), await start()];
    const sato = await browserOf(one, 'sato.hanako');
    await sato('POST', 'record.json', { app: 1, record: { 会社名: { value: '新規' } } });
    expect([one.records('1').length, other.records('1').length]).toEqual([15, 14]);
    await expect(startKintone({ port: one.port })).rejects.toThrow('EADDRINUSE');
  });
});

describe('pages', () => {
  test('carry the scripts asked for before everything of kintone', async () => {
    const script = new URL('../../../sandbox/kintone/page/kintone.css', import.meta.url).pathname;
    const kintone = await start({
      pageScripts: ['http://localhost:9/shim.js', script],
      calleePhoneUrl: 'http://localhost:9/',
      connectSources: ['wss://voice.example'],
    });
    const response = await fetch(`${kintone.origin}/k/1/show`);
    const html = await response.text();
    const nonce = /<script nonce="([^"]+)">/.exec(html)?.[1] ?? 'none';
    expect(response.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
    expect(response.headers.get('content-security-policy')).toContain('wss://voice.example');
    const places = ['http://localhost:9/shim.js', nonce, 'id="page-data"', '/sandbox/page/main'].map((text) =>
      html.indexOf(text),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  test('a record cannot break out of the page’s data', async () => {
    const kintone = await start();
    const user = kintone.world.users.get('sato.hanako');
    if (user) {
      user.name = '</script><script>alert(1)</script>';
    }
    const html = await (await fetch(`${kintone.origin}/k/1/show`)).text();
    expect(html).not.toContain('<script>alert');
  });

  test('addresses that are none are 404', async () => {
    const kintone = await start();
    for (const path of ['/k/99/', '/k/1/other', '/other', '/k/v1/nothing.json', '/sandbox/page/nothing']) {
      const headers = { 'x-cybozu-api-token': kintone.tokens.customers };
      expect((await fetch(kintone.origin + path, { headers })).status).toBe(404);
    }
  });
});
