import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface SyncDocument {
  data: unknown;
  revision: number;
}

/** What api.twilio.com and sync.twilio.com answer to the Functions, with calls whose status a test decides. */
export interface FakeTwilio {
  origin: string;
  /** `METHOD path` of every request, in order. */
  requests: string[];
  /** Status by CallSid; a call that is not here is unknown to Twilio. */
  calls: Map<string, string>;
  /** Page messages taken, in order. */
  messages: Array<{ call: string; content: unknown }>;
  documents: Map<string, SyncDocument>;
  /** What goes wrong: answers this status, or nothing at all, for paths that contain the key. */
  faults: Map<string, number | 'silent'>;
  forget(): void;
  stop(): Promise<void>;
}

type Reply = [status: number, body: object];

/** Starts a fake of the REST that the Functions use; `credentials` is `SK…:secret`. */
export async function startFakeTwilio(credentials: string): Promise<FakeTwilio> {
  const fake: Omit<FakeTwilio, 'origin' | 'stop'> = {
    requests: [],
    calls: new Map(),
    messages: [],
    documents: new Map(),
    faults: new Map(),
    forget() {
      for (const kept of [this.calls, this.documents, this.faults]) kept.clear();
      this.requests.length = 0;
      this.messages.length = 0;
    },
  };
  const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;

  async function reply(request: IncomingMessage, path: string): Promise<Reply> {
    const form = new URLSearchParams(await text(request));
    if (request.headers.authorization !== authorization) return [401, { code: 20003 }];
    const [, call, rest] = /\/Calls\/(CA[0-9a-f]{32})(.*)$/.exec(path) ?? [];
    if (call && rest === '.json') {
      const status = fake.calls.get(call);
      return status ? [200, { sid: call, status }] : [404, { code: 20404 }];
    }
    if (call && rest === '/UserDefinedMessages.json') {
      fake.messages.push({ call, content: JSON.parse(form.get('Content') ?? '') });
      return [201, { sid: 'KX1' }];
    }
    return answerSync(fake.documents, path, { request, form });
  }

  const server = createServer((request, response) => {
    const path = request.url ?? '';
    fake.requests.push(`${request.method} ${path}`);
    const fault = [...fake.faults].find(([part]) => path.includes(part))?.[1];
    if (fault === 'silent') return;
    const pending = fault ? Promise.resolve<Reply>([fault, { code: 20500 }]) : reply(request, path);
    pending
      .then(([status, body]) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      )
      .catch((error: unknown) => response.destroy(error as Error));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return Object.assign(fake, {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

/** https://www.twilio.com/docs/sync/api/document-resource */
function answerSync(
  documents: FakeTwilio['documents'],
  path: string,
  { request, form }: { request: IncomingMessage; form: URLSearchParams },
): Reply {
  const [, given] = /\/Documents(?:\/([\w-]+))?$/.exec(path) ?? [];
  const name = given ?? form.get('UniqueName') ?? '';
  const found = documents.get(name);
  const show = (document: SyncDocument) => ({ data: document.data, revision: String(document.revision) });
  if (request.method === 'GET') return found ? [200, show(found)] : [404, { code: 20404 }];
  if (!given && found) return [409, { code: 54301 }];
  if (given && !found) return [404, { code: 20404 }];
  const wanted = request.headers['if-match'];
  if (wanted !== undefined && wanted !== String(found?.revision)) return [412, { code: 54103 }];
  const next = { data: JSON.parse(form.get('Data') ?? '{}'), revision: (found?.revision ?? 0) + 1 };
  documents.set(name, next);
  return [given ? 200 : 201, show(next)];
}
