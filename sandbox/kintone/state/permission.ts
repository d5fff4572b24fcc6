import type { App } from './app';
import type { StoredRecord } from './record';
import type { Actor, Right, User } from './user';

function lineFits(line: App['permissions'][number], user: User): boolean {
  if (line.to === 'everyone') {
    return true;
  }
  return line.to === 'administrators' ? user.isAdministrator : line.to.user === user.code;
}

/** What the actor may do with the app as a whole. */
export function rightsIn(app: App, actor: Actor): ReadonlySet<Right> {
  if (actor.kind === 'tokens') {
    return new Set(actor.tokens.filter((token) => token.app === app.id).flatMap((token) => token.rights));
  }
  return new Set(app.permissions.find((line) => lineFits(line, actor.user))?.rights);
}

/**
 * Whether the app's record permission leaves this record to the actor. The rights of an API token take priority
 * over record permissions, as Cybozu's help says.
 */
export function isOwner(app: App, actor: Actor, record: StoredRecord): boolean {
  const rule = app.ownerRule;
  if (!rule || actor.kind === 'tokens') {
    return true;
  }
  if (actor.user.isAdministrator && rule.administrators === 'free') {
    return true;
  }
  const named = rule.fields.flatMap((code) => {
    const value = record.values[code];
    return Array.isArray(value) ? value : [];
  });
  if (rule.unowned === 'everyone' && named.length === 0) {
    return true;
  }
  return [record.creator, ...named].some((person) => person.code === actor.user.code);
}

/** Whether the actor may do this with this record: the app's permission and the record's. */
export function mayWith(app: App, actor: Actor, right: Right, record: StoredRecord): boolean {
  return rightsIn(app, actor).has(right) && isOwner(app, actor, record);
}
