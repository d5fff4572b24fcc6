import { request } from 'node:http';

export interface PostAnswer {
  status: number;
  contentType: string;
  body: string;
}

export type PostFailure = 'connect' | 'read';

const MOST_BYTES = 1024 * 1024;

/**
 * Posts a body to a plain http address, its path and query exactly as they stand.
 * Resolves to an answer of any status, or to what kept it from coming.
 */
export function httpPost(
  address: string,
  {
    body,
    headers,
    connectMs,
    readMs,
  }: { body: string; headers: Record<string, string>; connectMs: number; readMs: number },
): Promise<PostAnswer | PostFailure> {
  const { hostname, port } = new URL(address);
  const path = /^[a-z]+:\/\/[^/?#]*([^#]*)/i.exec(address)?.[1] ?? '/';
  return new Promise((resolve) => {
    let connected = false;
    const fail = () => {
      clearTimeout(timer);
      resolve(connected ? 'read' : 'connect');
      outgoing.destroy();
    };
    const outgoing = request(
      {
        hostname: hostname.replace(/^\[|\]$/g, ''),
        port,
        path: path || '/',
        method: 'POST',
        headers,
        agent: false,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        let size = 0;
        incoming.on('data', (chunk: Buffer) => {
          size += chunk.length;
          chunks.push(chunk);
          if (size > MOST_BYTES) {
            fail();
          }
        });
        incoming.once('error', fail);
        incoming.once('end', () => {
          clearTimeout(timer);
          resolve({
            status: incoming.statusCode ?? 0,
            contentType: incoming.headers['content-type'] ?? '',
            body: Buffer.concat(chunks).toString('utf8'),
          });
        });
      },
    );
    let timer = setTimeout(fail, connectMs);
    outgoing.once('error', fail);
    outgoing.once('socket', (socket) => {
      socket.once('connect', () => {
        connected = true;
        clearTimeout(timer);
        timer = setTimeout(fail, readMs);
      });
    });
    outgoing.end(body);
  });
}
