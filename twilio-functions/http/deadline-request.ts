import http from 'node:http';
import https from 'node:https';

/** The other side did not answer: in time, or at all. */
export class NoAnswer extends Error {
  constructor(
    readonly host: string,
    readonly reason: 'timeout' | 'network',
  ) {
    super(`no answer from ${host}: ${reason}`);
  }
}

export interface OutgoingRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  headers: Record<string, string>;
  body?: string;
}

export interface IncomingAnswer {
  status: number;
  /** The JSON of the body; undefined when it is none. */
  json: unknown;
}

/**
 * One request with a deadline in ms over all of it, connection to last byte. Redirects are not followed: the
 * credentials must not follow them. Throws NoAnswer, whose text holds the host and nothing else of the request.
 *
 * By node:https, because the first `fetch` of a cold process costs some 20 ms more:
 * docs/decisions/0002-kintone-by-a-small-wrapper.md
 */
export async function requestWithin(ms: number, url: URL, request: OutgoingRequest): Promise<IncomingAnswer> {
  const signal = AbortSignal.timeout(ms);
  try {
    return await send(url, request, signal).catch((error: unknown) => {
      // A connection kept from an earlier invocation may be dead by now. What we ask may be asked twice: a second
      // delete, or a second write of one revision, is refused by the other side.
      if (error instanceof StaleConnection) {
        return send(url, request, signal);
      }
      throw error;
    });
  } catch {
    throw new NoAnswer(url.host, signal.aborted ? 'timeout' : 'network');
  }
}

class StaleConnection extends Error {}

function send(
  url: URL,
  { method, headers, body = '' }: OutgoingRequest,
  signal: AbortSignal,
): Promise<IncomingAnswer> {
  const length = method === 'GET' ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  const { request } = url.protocol === 'http:' ? http : https;
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers: { ...headers, ...length }, signal }, (incoming) => {
      readText(incoming).then((text) => {
        resolve({ status: incoming.statusCode ?? 0, json: parse(text) });
      }, reject);
    });
    outgoing.once('error', (error: NodeJS.ErrnoException) => {
      const stale = outgoing.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(error.code ?? '');
      reject(stale ? new StaleConnection() : error);
    });
    outgoing.end(body);
  });
}

async function readText(incoming: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
