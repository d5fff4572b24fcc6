import type { IncomingHttpHeaders, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Delivered {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface Reply {
  status: number;
  type?: string;
  body?: string;
}

/** Stands where /miitel-webhook does: remembers every byte, answers as a test says. */
export class WebhookApp {
  readonly received: Delivered[] = [];
  reply: (delivered: Delivered) => Reply = () => ({ status: 200 });
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const delivered = {
          method: request.method ?? '',
          url: request.url ?? '',
          headers: request.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        };
        this.received.push(delivered);
        const { status, type, body = '' } = this.reply(delivered);
        response.writeHead(status, type ? { 'Content-Type': type } : {});
        response.end(body);
      });
    });
  }

  static async start(): Promise<WebhookApp> {
    const app = new WebhookApp();
    await new Promise<void>((resolve) => {
      app.#server.listen(0, '127.0.0.1', resolve);
    });
    return app;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/miitel-webhook`;
  }

  bodies(): Array<Record<string, unknown>> {
    return this.received.map(({ text }) => JSON.parse(text) as Record<string, unknown>);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }
}
