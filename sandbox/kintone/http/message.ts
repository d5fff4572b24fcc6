import type { IncomingHttpHeaders } from 'node:http';

/** A request, read whole. */
export interface HttpRequest {
  method: string;
  /** As it was sent, without the query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** An answer, as a value. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** A header that may come several times, as one string; empty if absent. */
export function header(request: Pick<HttpRequest, 'headers'>, name: string): string {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : (value ?? '');
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json;charset=utf-8', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(body),
  };
}

export function text(status: number, body: string, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'text/plain;charset=utf-8', ...headers }, body };
}

/** Another page of this server; a path only, so that nobody is ever sent elsewhere. */
export function redirect(path: string, headers: Record<string, string> = {}): Answer {
  return { status: 302, headers: { location: path, 'cache-control': 'no-store', ...headers }, body: '' };
}
