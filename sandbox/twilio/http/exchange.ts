import type { IncomingMessage, ServerResponse } from 'node:http';

const MAX_BODY = 1024 * 1024;

/** The request ended badly before it could be answered properly. */
export class BadRequest extends Error {
  constructor(
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

/** One request and its answer. */
export class Exchange {
  readonly url: URL;
  readonly method: string;

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
  ) {
    this.url = new URL(request.url ?? '/', 'http://localhost');
    this.method = request.method ?? 'GET';
  }

  header(name: string): string | undefined {
    const value = this.request.headers[name];
    return Array.isArray(value) ? value[0] : value;
  }

  /** The body as text; a body over 1 MiB is refused. */
  async text(): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of this.request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_BODY) {
        throw new BadRequest('The body is too large', 413);
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  async form(): Promise<URLSearchParams> {
    return new URLSearchParams(await this.text());
  }

  /** The body as JSON; only `application/json` is read, so that no plain form of a foreign page is. */
  async json(): Promise<unknown> {
    if (!/^application\/json\b/.test(this.header('content-type') ?? '')) {
      throw new BadRequest('Send application/json', 415);
    }
    try {
      return JSON.parse(await this.text());
    } catch (error) {
      if (error instanceof BadRequest) {
        throw error;
      }
      throw new BadRequest('The body is not JSON');
    }
  }

  /** Refuses a body that is not JSON; none at all is fine. */
  async noBody(): Promise<void> {
    if ((this.header('content-length') ?? '0') !== '0' || this.header('transfer-encoding') !== undefined) {
      await this.json();
    }
  }

  answer(status: number, body = '', headers: Record<string, string> = {}): void {
    if (this.response.headersSent || this.response.destroyed) {
      return;
    }
    this.response.writeHead(status, { 'Cache-Control': 'no-store', ...headers });
    this.response.end(body);
  }

  answerJson(status: number, body: unknown, headers: Record<string, string> = {}): void {
    this.answer(status, JSON.stringify(body), {
      'Content-Type': 'application/json; charset=utf-8',
      ...headers,
    });
  }
}
