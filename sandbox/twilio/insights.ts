import type { Exchange } from './http/exchange';
import type { Route } from './http/router';

function allow(exchange: Exchange): void {
  exchange.answer(200, '', {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Headers': 'content-type, x-twilio-token',
    'Access-Control-Allow-Methods': 'POST',
    'Access-Control-Max-Age': '600',
  });
}

/** eventgw.twilio.com: the Voice SDK posts about 25 reports a call; they are taken and forgotten. */
export const insightsRoutes: Route[] = [
  { method: 'OPTIONS', path: /^\/v4\//, handle: allow },
  { method: 'POST', path: /^\/v4\//, handle: allow },
];
