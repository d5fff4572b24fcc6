import { timingSafeEqual } from 'node:crypto';
import { isForeign } from '../http/guard';
import { header } from '../http/message';
import type { HttpRequest } from '../http/message';
import { sessionOf } from '../http/session';
import type { Actor, Language } from '../state/user';
import type { SeenRequest, World } from '../state/world';
import { RestError } from './rest-error';

export interface Authentication {
  actor: Actor;
  via: SeenRequest['auth'];
}

const MOST_TOKENS = 9;

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function byPassword(world: World, given: string): Authentication {
  const decoded = Buffer.from(given, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  const user = world.users.get(decoded.slice(0, Math.max(colon, 0)));
  if (!user || !same(user.password, decoded.slice(colon + 1))) {
    throw new RestError(401, 'CB_WA01', 'wrong-password');
  }
  return { actor: { kind: 'user', user }, via: 'password' };
}

function byTokens(world: World, given: string): Authentication {
  const parts = given.split(',').map((part) => part.trim());
  const tokens = parts.flatMap((part) => world.tokens.filter(({ token }) => same(token, part)));
  if (parts.length > MOST_TOKENS || tokens.length < parts.length) {
    throw new RestError(400, 'GAIA_IA02', 'token-mismatch');
  }
  return { actor: { kind: 'tokens', tokens }, via: 'token' };
}

/**
 * Who asks. Password goes before token, token before session, as on kintone. A session counts only for requests of
 * this origin's own pages that show it by `X-Requested-With` or the request token.
 *
 * @throws RestError CB_AU01, CB_WA01, GAIA_IA02, CB_IL02
 */
export function authenticate(
  world: World,
  request: HttpRequest,
  requestToken: string | undefined,
  port: number,
): Authentication {
  const password = header(request, 'x-cybozu-authorization');
  if (password) {
    return byPassword(world, password);
  }
  const token = header(request, 'x-cybozu-api-token');
  if (token) {
    return byTokens(world, token);
  }
  const session = sessionOf(world, request, port);
  if (!session) {
    throw new RestError(401, 'CB_AU01', 'login-needed');
  }
  const isOwnPage = requestToken === session.requestToken || header(request, 'x-requested-with') !== '';
  if (isForeign(request) || !isOwnPage) {
    throw new RestError(403, 'CB_IL02', 'illegal-request');
  }
  return { actor: { kind: 'user', user: session.user }, via: 'session' };
}

/** Whether Basic authentication, where it is switched on, lets the request through. */
export function passesBasicAuth(world: World, request: HttpRequest): boolean {
  const expected = world.basicAuth;
  const wanted = `Basic ${Buffer.from(expected ?? '').toString('base64')}`;
  return expected === null || same(header(request, 'authorization'), wanted);
}

/** The language of messages: the user's own, else Accept-Language, where `*` counts as none. */
export function languageFor(actor: Actor | undefined, request: HttpRequest): Language {
  if (actor?.kind === 'user') {
    return actor.user.language;
  }
  const accepted = header(request, 'accept-language').trim().toLowerCase();
  return accepted === '' || accepted.startsWith('*') || accepted.startsWith('ja') ? 'ja' : 'en';
}
