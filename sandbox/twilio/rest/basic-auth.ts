import { createHash, timingSafeEqual } from 'node:crypto';
import type { Exchange } from '../http/exchange';
import type { TwilioAccount } from '../options';
import { RestError } from './rest-error';

function same(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** Throws unless the request carries the account's token or the API key's secret. */
export function authenticate(exchange: Exchange, account: TwilioAccount): void {
  const encoded = /^Basic (\S+)$/i.exec(exchange.header('authorization') ?? '')?.[1] ?? '';
  const [, user = '', password = ''] =
    /^([^:]*):([^]*)$/.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
  const secrets = new Map([
    [account.sid, account.authToken],
    [account.apiKeySid, account.apiKeySecret],
  ]);
  const secret = secrets.get(user);
  if (secret === undefined || !same(password, secret)) {
    throw new RestError(401, 20003, 'Authenticate');
  }
}
