import type { App } from '../state/app';
import { mayWith, rightsIn } from '../state/permission';
import type { StoredRecord } from '../state/record';
import type { Actor, Right } from '../state/user';
import type { World } from '../state/world';
import type { Parameters } from './parameters';
import { RestError, appNotFound, noPrivilege, recordNotFound } from './rest-error';

/** A checked request, on its way to the handler of its path. */
export interface RestContext {
  world: World;
  actor: Actor;
  parameters: Parameters;
}

/** Answers the JSON body, or throws a RestError. */
export type RestHandler = (context: RestContext) => unknown;

/**
 * The app, if the actor has these rights in it.
 *
 * @throws RestError GAIA_AP01, GAIA_IA02 (no token of this app), GAIA_NO01 (token without the right), CB_NO02
 */
export function appFor({ world, actor }: RestContext, id: string, ...rights: Right[]): App {
  const app = world.apps.get(id);
  if (!app) {
    throw appNotFound(id);
  }
  if (actor.kind === 'tokens' && !actor.tokens.some((token) => token.app === id)) {
    throw new RestError(400, 'GAIA_IA02', 'token-mismatch');
  }
  const granted = rightsIn(app, actor);
  if (!rights.every((right) => granted.has(right))) {
    throw actor.kind === 'tokens' ? new RestError(403, 'GAIA_NO01', 'token-rights') : noPrivilege();
  }
  return app;
}

/** The record, if it exists and the actor may do this with it. @throws RestError GAIA_RE01, CB_NO02 */
export function recordFor(context: RestContext, app: App, id: number, right: Right): StoredRecord {
  const record = app.records.get(id);
  if (!record) {
    throw recordNotFound(id);
  }
  if (!mayWith(app, context.actor, right, record)) {
    throw noPrivilege();
  }
  return record;
}
