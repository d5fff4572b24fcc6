import type { Exchange } from './exchange';

/** Whether a browser asks what it may ask. */
export function isPreflight({ method, request }: Exchange): boolean {
  return method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
}

/** Lets a page of an allowed origin read the answer and send JSON; says whether it is one. */
export function allowPage({ request, response }: Exchange, allowed: readonly string[]): boolean {
  const { origin } = request.headers;
  if (origin === undefined || !allowed.includes(origin)) {
    return false;
  }
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Access-Control-Allow-Headers', 'content-type');
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST');
  response.setHeader('Vary', 'Origin');
  return true;
}
