import type { IncomingMessage, ServerResponse } from 'node:http';
import { downloadFile } from '../rest/file';
import { settleDeployment } from '../rest/deploy';
import { faultAnswer, answerRest } from '../rest/router';
import { passesBasicAuth } from '../rest/authentication';
import { takeFault } from '../state/fault';
import type { SeenRequest, World } from '../state/world';
import { answerAsset } from './assets';
import { answerControl } from './control';
import { isForeign, isOwnHost } from './guard';
import { text } from './message';
import type { Answer, HttpRequest } from './message';
import { answerPage } from './pages';
import type { PageOptions } from './pages';
import { sessionOf } from './session';

const LARGEST_BODY = 30_000_000;
const KEPT_REQUESTS = 20_000;

async function readRequest(message: IncomingMessage): Promise<HttpRequest | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) {
      return undefined;
    }
    chunks.push(chunk);
  }
  const url = new URL(`http://localhost${(message.url ?? '/').replace(/^\/+/, '/')}`);
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: message.headers,
    body: Buffer.concat(chunks),
  };
}

type Answered = Pick<SeenRequest, 'auth' | 'user'> & { answer: Answer };

async function route(world: World, request: HttpRequest, options: PageOptions): Promise<Answered> {
  const plain = (answer: Answer): Answered => ({ answer, auth: 'none', user: null });
  const { path } = request;
  if (path === '/sandbox/kintone') {
    return plain(answerControl(world, request));
  }
  if (path.startsWith('/sandbox/')) {
    return plain(await answerAsset(path));
  }
  const [, place, api] = /^\/k\/(v1|page)\/(.*)$/.exec(path) ?? [];
  if (api !== undefined) {
    return answerRest(world, request, api, { port: options.port, isPage: place === 'page' });
  }
  if (!passesBasicAuth(world, request)) {
    return plain(text(401, 'Unauthorized', { 'www-authenticate': 'Basic realm="kintone"' }));
  }
  if (request.method !== 'GET') {
    return plain(text(405, 'GET only'));
  }
  if (path === '/k/api/js/download.do') {
    const session = sessionOf(world, request, options.port);
    if (!session || isForeign(request)) {
      return plain(text(403, 'forbidden'));
    }
    const file = downloadFile(world, { fileKey: request.query.get('contentId') });
    const { 'content-disposition': _, ...headers } = file.headers;
    return { answer: { ...file, headers }, auth: 'session', user: session.user.code };
  }
  return { ...plain(answerPage(world, request, options)), auth: 'session' };
}

function remember(world: World, request: HttpRequest, answered: Answered): void {
  const { method, path } = request;
  const { auth, user, answer } = answered;
  world.requests.push({ method, path, status: answer.status, auth, user, at: world.settings.now() });
  if (world.requests.length > KEPT_REQUESTS) {
    world.requests.shift();
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function respond(world: World, request: HttpRequest, options: PageOptions): Promise<Answer | 'cut'> {
  if (!isOwnHost(request, options.port)) {
    return text(421, 'this server answers to localhost only');
  }
  world.apps.forEach((app) => settleDeployment(world, app));
  const isControl = request.path === '/sandbox/kintone';
  const fault = isControl ? undefined : takeFault(world.faults, request.method, request.path);
  if (fault?.slowMs && fault.when === 'before') {
    await pause(fault.slowMs);
  }
  const isStruck = fault !== undefined && (fault.reset === true || fault.status !== undefined);
  const struck = (): Answered => ({
    answer: faultAnswer(fault?.status ?? 503, request),
    auth: 'none',
    user: null,
  });
  const answered = isStruck && fault.when === 'before' ? struck() : await route(world, request, options);
  remember(world, request, answered);
  if (fault?.slowMs && fault.when === 'after') {
    await pause(fault.slowMs);
  }
  if (fault?.reset) {
    return 'cut';
  }
  return isStruck ? struck().answer : answered.answer;
}

/** Answers one request of node's server. Never rejects. */
export async function serve(
  world: World,
  options: PageOptions,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const request = await readRequest(message);
    const result = request ? await respond(world, request, options) : text(413, 'too large');
    if (result === 'cut') {
      message.socket.destroy();
      return;
    }
    const body = typeof result.body === 'string' ? Buffer.from(result.body) : result.body;
    response.writeHead(result.status, {
      'x-content-type-options': 'nosniff',
      ...result.headers,
      'content-length': String(body.length),
    });
    response.end(body);
  } catch (error) {
    if (response.headersSent || message.socket.destroyed) {
      message.socket.destroy();
      return;
    }
    response.writeHead(500, { 'content-type': 'text/plain' });
    response.end(error instanceof Error ? error.message : 'unknown');
  }
}
