import { createServer, type IncomingMessage, request as ask, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What can happen to a request: refused before anything is done, or done and its answer lost or spoilt. */
export const FAULTS = ['429', '500', 'time-out', 'reset', 'malformed'] as const;
export type Fault = (typeof FAULTS)[number];

export interface FaultyWay {
  origin: string;
  stop(): Promise<void>;
}

/**
 * A way to a stand-in on which requests come to grief: `strike` sees each of them (method, decoded URL and body as one
 * text) and says what becomes of it.
 */
export async function openFaultyWay(
  to: string,
  strike: (request: string) => Fault | undefined,
): Promise<FaultyWay> {
  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => outgoing.destroy());
  });

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method, url = '/', headers } = incoming;
    const body = await buffer(incoming);
    const fault = strike(decodeURIComponent(`${method} ${url} ${body.toString().replaceAll('+', ' ')}`));
    if (fault === '429' || fault === '500') {
      outgoing.writeHead(Number(fault), { 'content-type': 'application/json' }).end('{"code":20500}');
      return;
    }
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      ask(`${to}${url}`, { method, headers: { ...headers, host: new URL(to).host } }, resolve)
        .on('error', reject)
        .end(body);
    });
    const text = await buffer(answer);
    if (fault === 'reset') {
      incoming.socket.resetAndDestroy();
    } else if (fault === 'malformed') {
      outgoing.writeHead(200, { 'content-type': 'text/html' }).end('<html>{"revision":');
    } else if (fault === undefined) {
      outgoing.writeHead(answer.statusCode ?? 0, answer.headers).end(text);
    }
  }

  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
