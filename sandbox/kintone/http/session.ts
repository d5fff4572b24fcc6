import { randomBytes } from 'node:crypto';
import { FIRST_REP } from '../seed/users';
import type { User } from '../state/user';
import type { Session, World } from '../state/world';
import { header } from './message';
import type { HttpRequest } from './message';

/** Cookies know no ports: without the port in its name, two sandboxes would log each other out. */
function cookieName(port: number): string {
  return `kintone-sandbox-${port}`;
}

/** The session this request carries. */
export function sessionOf(world: World, request: HttpRequest, port: number): Session | undefined {
  for (const pair of header(request, 'cookie').split(';')) {
    const [name, value] = pair.trim().split('=');
    if (name === cookieName(port) && value) {
      return world.sessions.get(value);
    }
  }
  return undefined;
}

/** Logs someone in; the second part is the Set-Cookie header. */
export function logIn(world: World, user: User, port: number): [Session, string] {
  const key = randomBytes(24).toString('base64url');
  const session = { user, requestToken: randomBytes(24).toString('base64url') };
  world.sessions.set(key, session);
  return [session, `${cookieName(port)}=${key}; Path=/; HttpOnly; SameSite=Lax`];
}

/** Whom a page without a session is logged in as. */
export function firstRep(world: World): User {
  const rep = world.users.get(FIRST_REP);
  if (!rep) {
    throw new Error(`the user ${FIRST_REP} is missing`);
  }
  return rep;
}
