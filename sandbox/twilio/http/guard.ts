import type { IncomingMessage } from 'node:http';

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

function hostname(authority: string): string | undefined {
  try {
    return new URL(`http://${authority}`).hostname;
  } catch {
    return undefined;
  }
}

/** Whether the request was addressed to this machine by name: a rebound foreign name is refused. */
export function isLocalHost(request: IncomingMessage): boolean {
  const name = hostname(request.headers.host ?? '');
  return name !== undefined && LOOPBACK_NAMES.has(name);
}

/** Whether the page that asks (if a page does) is the stand-in's own or an allowed one. */
export function isAllowedOrigin(request: IncomingMessage, allowed: readonly string[]): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) {
    // A page that embeds us by <img>, <form> or <script> sends no Origin on GET, but says so here.
    const site = request.headers['sec-fetch-site'];
    return site !== 'cross-site';
  }
  return origin === `http://${host}` || allowed.includes(origin);
}

/** Whether a page of this machine asks, whatever its port, or no page at all: enough where a token is needed besides. */
export function isLocalOrigin(request: IncomingMessage): boolean {
  const { origin } = request.headers;
  return origin === undefined || (URL.canParse(origin) && LOOPBACK_NAMES.has(new URL(origin).hostname));
}
