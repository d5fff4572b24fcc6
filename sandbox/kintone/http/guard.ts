import { header } from './message';
import type { HttpRequest } from './message';

/** Names under which this machine may be asked. Any other name is DNS rebinding. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Whether the Host header names this server: without this, any web page could point its own name at 127.0.0.1. */
export function isOwnHost(request: HttpRequest, port: number): boolean {
  const host = header(request, 'host').toLowerCase();
  return LOOPBACK.some((name) => host === `${name}:${port}` || (port === 80 && host === name));
}

/**
 * Whether the request comes from a page of another origin. SameSite does not help here: to a cookie, every port of
 * localhost is the same site.
 */
export function isForeign(request: HttpRequest): boolean {
  const origin = request.headers.origin;
  if (origin !== undefined) {
    return origin.toLowerCase() !== `http://${header(request, 'host').toLowerCase()}`;
  }
  const site = header(request, 'sec-fetch-site');
  const isPage = header(request, 'sec-fetch-mode') === 'navigate' && request.method === 'GET';
  return site !== '' && site !== 'same-origin' && site !== 'none' && !isPage;
}
