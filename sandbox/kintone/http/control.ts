import { z } from 'zod';
import { faultSchema } from '../state/fault';
import { createWorld } from '../state/world';
import type { World } from '../state/world';
import { variantsSchema } from '../state/variants';
import { isForeign } from './guard';
import { header, json } from './message';
import type { Answer, HttpRequest } from './message';

/** What can be switched while the sandbox runs. */
const commandSchema = z.strictObject({
  /** Everything as it was at the start; what else the command says comes after. */
  reset: z.literal(true).optional(),
  variants: variantsSchema.partial().optional(),
  /** Replaces all faults. */
  faults: z.array(faultSchema).max(100).optional(),
  deploy: z
    .strictObject({
      durationMs: z.number().int().min(0).max(600_000),
      outcome: z.enum(['SUCCESS', 'FAIL', 'CANCEL', 'never-ends']),
    })
    .partial()
    .optional(),
  /** Ends everybody's session. */
  logOut: z.literal(true).optional(),
});

/** Puts the world back to how it was at the start; whoever holds it keeps holding it. */
export function resetWorld(world: World): void {
  Object.assign(world, createWorld(world.settings));
}

/** @throws ZodError for a command that is none */
export function obey(world: World, given: unknown): void {
  const command = commandSchema.parse(given);
  if (command.reset) {
    resetWorld(world);
  }
  if (command.variants) {
    const chosen = Object.entries(command.variants).filter(([, value]) => value !== undefined);
    Object.assign(world.variants, Object.fromEntries(chosen));
  }
  if (command.faults) {
    world.faults.splice(0, Infinity, ...command.faults);
  }
  if (command.deploy) {
    world.deploy = {
      durationMs: command.deploy.durationMs ?? world.deploy.durationMs,
      outcome: command.deploy.outcome ?? world.deploy.outcome,
    };
  }
  if (command.logOut) {
    world.sessions.clear();
  }
}

/** Requests seen so far, by `METHOD path`. */
export function countRequests(world: World): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { method, path } of world.requests) {
    const key = `${method} ${path}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

function state(world: World): unknown {
  return {
    variants: world.variants,
    faults: world.faults,
    deploy: world.deploy,
    records: Object.fromEntries([...world.apps.values()].map((app) => [app.id, app.records.size])),
    requests: countRequests(world),
  };
}

/** GET and POST /sandbox/kintone: look, and switch. */
export function answerControl(world: World, request: HttpRequest): Answer {
  if (isForeign(request)) {
    return json(403, { error: 'other origins may not do this' });
  }
  if (request.method === 'POST') {
    if (!header(request, 'content-type').startsWith('application/json')) {
      return json(415, { error: 'application/json only' });
    }
    try {
      obey(world, JSON.parse(request.body.toString()));
    } catch (error) {
      return json(400, { error: error instanceof Error ? error.message : 'bad request' });
    }
  } else if (request.method !== 'GET') {
    return json(405, { error: 'GET or POST' });
  }
  return json(200, state(world));
}
