import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FaultBoard } from './control/faults';
import { pause } from './deferred';
import { BadRequest, Exchange } from './http/exchange';
import { allowPage, isPreflight } from './http/cors';
import { isAllowedOrigin, isLocalHost, isLocalOrigin } from './http/guard';
import type { Route } from './http/router';
import { findRoute } from './http/router';
import type { TwilioAccount } from './options';
import { authenticate } from './rest/basic-auth';
import { answerError, notFound, RestError } from './rest/rest-error';
import type { Gateway } from './signalling/gateway';

export interface ServerParts {
  account: TwilioAccount;
  allowedOrigins: () => readonly string[];
  faults: FaultBoard;
  gateway: Gateway;
  /** Twilio's REST, behind Basic authentication. */
  rest: readonly Route[];
  /** The stand-in's own and its guests': control, callee's page. */
  own: readonly Route[];
  /** What the Voice SDK posts from any page. */
  open: readonly Route[];
}

const REST_PATH = /^\/(?:2010-04-01|v1)\//;

async function applyFault(exchange: Exchange, faults: FaultBoard): Promise<boolean> {
  const fault = faults.rest(exchange.method, exchange.url.pathname);
  if (fault?.delayMs) {
    await pause(fault.delayMs);
  }
  if (fault?.reset) {
    exchange.request.socket.resetAndDestroy();
    return true;
  }
  if (fault?.status) {
    answerError(exchange, new RestError(fault.status, fault.status === 429 ? 20429 : 20500, 'Fault'));
    return true;
  }
  return false;
}

async function serveRest(exchange: Exchange, parts: ServerParts): Promise<void> {
  if (await applyFault(exchange, parts.faults)) {
    return;
  }
  try {
    authenticate(exchange, parts.account);
    const found = findRoute(parts.rest, exchange);
    if (found === undefined) {
      throw notFound(exchange.url.pathname);
    }
    if (found === 'method') {
      throw new RestError(405, 20004, 'Method not allowed');
    }
    await found.route.handle(exchange, found.groups);
  } catch (error) {
    if (!(error instanceof RestError)) {
      throw error;
    }
    answerError(exchange, error);
  }
}

async function serve(exchange: Exchange, parts: ServerParts): Promise<void> {
  if (!isLocalHost(exchange.request)) {
    exchange.answer(421, 'This stand-in answers to localhost alone');
  } else if (REST_PATH.test(exchange.url.pathname)) {
    await serveRest(exchange, parts);
  } else {
    const open = findRoute(parts.open, exchange);
    const found = open ?? findRoute(parts.own, exchange);
    const mayRead = !open && allowPage(exchange, parts.allowedOrigins());
    if (found === 'method' && mayRead && isPreflight(exchange)) {
      exchange.answer(204);
    } else if (found === undefined || found === 'method') {
      exchange.answer(found ? 405 : 404, found ? 'Method not allowed' : 'Not found');
    } else if (!open && !isAllowedOrigin(exchange.request, parts.allowedOrigins())) {
      exchange.answerJson(403, { error: { code: 'origin-refused', message: 'Foreign origin' } });
    } else {
      await found.route.handle(exchange, found.groups);
    }
  }
}

function answerFailure(exchange: Exchange, error: unknown): void {
  const status = error instanceof BadRequest ? error.status : 500;
  const message = error instanceof Error ? error.message : 'unknown';
  exchange.answerJson(status, { error: { code: status === 500 ? 'internal' : 'bad-request', message } });
}

/** One port for HTTP and WebSocket, on 127.0.0.1. */
export async function listen(port: number, parts: ServerParts): Promise<{ server: Server; port: number }> {
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const exchange = new Exchange(request, response);
    serve(exchange, parts).catch((error: unknown) => answerFailure(exchange, error));
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const refused = !isLocalHost(request) || !isLocalOrigin(request);
    if (refused || !request.url?.startsWith('/signal')) {
      socket.end(`HTTP/1.1 ${refused ? '403 Forbidden' : '404 Not Found'}\r\nConnection: close\r\n\r\n`);
      return;
    }
    parts.gateway.accept(request, socket, head);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}
