import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestWithin } from '../../../twilio-functions/http/deadline-request';

const GET = { method: 'GET', headers: { 'X-Secret': 'hidden' } } as const;

describe('a request with a deadline', () => {
  let server: Server;
  let origin: string;
  const arrived: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      arrived.push(`${request.method} ${request.url}`);
      const path = request.url ?? '';
      if (path === '/json') response.end('{"a":1}');
      if (path === '/html') response.writeHead(403).end('<html>');
      if (path === '/elsewhere') response.writeHead(302, { location: '/json' }).end();
      if (path === '/half') response.write('{"a":');
      if (path === '/reset') response.socket?.destroy();
      if (path === '/goodbye') response.end('{}', () => setTimeout(() => response.socket?.destroy(), 5));
      if (path === '/echo') request.pipe(response);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const ask = (path: string, request: Parameters<typeof requestWithin>[2] = GET) =>
    requestWithin(200, new URL(path, origin), request);

  it('gives status and JSON', async () => {
    expect(await ask('/json')).toEqual({ status: 200, json: { a: 1 } });
    expect(await ask('/html')).toEqual({ status: 403, json: undefined });
    expect(await ask('/echo', { method: 'POST', headers: {}, body: '"漢字"' })).toEqual({
      status: 200,
      json: '漢字',
    });
  });

  it('follows no redirect', async () => {
    arrived.length = 0;
    expect((await ask('/elsewhere')).status).toBe(302);
    expect(arrived).toEqual(['GET /elsewhere']);
  });

  it.each([
    ['/silence', 'timeout'],
    ['/half', 'timeout'],
    ['/reset', 'network'],
  ])('gives up on %s: %s', async (path, reason) => {
    await expect(ask(path)).rejects.toMatchObject({ reason, host: new URL(origin).host });
  });

  it('says of a failure the host alone', async () => {
    const failure = await requestWithin(200, new URL('http://127.0.0.1:1/path?token=abc'), GET).catch(String);
    expect(failure).toBe('Error: no answer from 127.0.0.1:1: network');
  });

  it('asks once more when the kept connection turns out to be dead', async () => {
    for (let round = 0; round < 5; round += 1) {
      await ask('/goodbye');
      await new Promise((resolve) => setTimeout(resolve, 4));
      expect(await ask('/json')).toEqual({ status: 200, json: { a: 1 } });
    }
  });
});
