import type { IncomingHttpHeaders, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  /** Path and query exactly as they came. */
  url: string;
  headers: IncomingHttpHeaders;
  params: Record<string, string>;
}

export type Reply = { status?: number; type?: string; body?: string; delayMs?: number };

/** The public address webhooks are signed for. */
export const PUBLIC = 'https://localhost:3000';

export function twiml(inside: string): Reply {
  return { type: 'text/xml', body: `<?xml version="1.0" encoding="UTF-8"?><Response>${inside}</Response>` };
}

export function dialTwiml(attributes = ''): Reply {
  return twiml(
    `<Dial callerId="+815012345678" answerOnBridge="true" ringTone="jp" ${attributes} action="/dial-ended?c=abc">` +
      '<Number statusCallback="/call-status?c=abc" statusCallbackEvent="initiated ringing answered completed">' +
      '+81312345601</Number></Dial>',
  );
}

/** Stands where the Functions do: answers by path, remembers what came. */
export class FunctionsApp {
  readonly received: Received[] = [];
  readonly replies = new Map<string, (received: Received) => Reply>();
  readonly #server: Server;
  /** Where it listens; still known when it has been stopped. */
  origin = '';

  private constructor() {
    this.replies.set('/call-phone', () => dialTwiml());
    this.replies.set('/dial-ended', () => twiml('<Hangup/>'));
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const received = {
          url: request.url ?? '',
          headers: request.headers,
          params: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())),
        };
        this.received.push(received);
        const path = received.url.split('?')[0] ?? '';
        const { status = 200, type, body = '', delayMs = 0 } = this.replies.get(path)?.(received) ?? {};
        setTimeout(() => {
          response.writeHead(status, type ? { 'Content-Type': type } : {});
          response.end(body);
        }, delayMs);
      });
    });
  }

  static async start(): Promise<FunctionsApp> {
    const app = new FunctionsApp();
    await new Promise<void>((resolve) => {
      app.#server.listen(0, '127.0.0.1', resolve);
    });
    app.origin = `http://127.0.0.1:${(app.#server.address() as AddressInfo).port}`;
    return app;
  }

  at(path: string): Received[] {
    return this.received.filter(({ url }) => url.startsWith(path));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }
}
