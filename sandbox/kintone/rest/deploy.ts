import { z } from 'zod';
import type { App } from '../state/app';
import type { World } from '../state/world';
import { appFor } from './context';
import type { RestContext } from './context';
import { appId, check, integer } from './parameters';
import { revisionConflict } from './rest-error';

const LIMIT = 300;

/** Ends a deployment whose time has come; only a successful one changes what is in use. */
export function settleDeployment(world: World, app: App): void {
  const { deployment } = app;
  if (deployment?.status !== 'PROCESSING' || world.settings.now() < deployment.endsAt) {
    return;
  }
  deployment.status = deployment.outcome;
  if (deployment.outcome === 'SUCCESS') {
    app.live = deployment.settings;
  }
}

/** POST /k/v1/preview/app/deploy.json: starts アプリを更新, or with `revert` drops what is unpublished. */
export function deployApps(context: RestContext): unknown {
  const schema = z.object({
    apps: z
      .array(z.object({ app: appId, revision: integer.optional() }))
      .min(1)
      .max(LIMIT),
    revert: z.boolean().default(false),
  });
  const input = check(schema, context.parameters);
  const { world } = context;
  const wanted = input.apps.map(({ app: id, revision }) => ({
    app: appFor(context, id, 'manage'),
    revision,
  }));
  for (const { app, revision } of wanted) {
    if (revision !== undefined && revision !== -1 && revision !== app.preview.revision) {
      throw revisionConflict();
    }
  }
  const { durationMs, outcome } = world.deploy;
  for (const { app } of wanted) {
    if (input.revert) {
      app.preview = structuredClone(app.live);
      continue;
    }
    app.deployment = {
      status: 'PROCESSING',
      endsAt: outcome === 'never-ends' ? Infinity : world.settings.now() + durationMs,
      outcome: outcome === 'never-ends' ? 'FAIL' : outcome,
      settings: structuredClone(app.preview),
    };
  }
  return {};
}

/** GET /k/v1/preview/app/deploy.json */
export function getDeployments(context: RestContext): unknown {
  const schema = z.object({ apps: z.array(appId).min(1).max(LIMIT) });
  const { apps } = check(schema, context.parameters);
  return {
    apps: apps.map((id) => {
      const app = appFor(context, id, 'manage');
      settleDeployment(context.world, app);
      return { app: id, status: app.deployment?.status ?? 'SUCCESS' };
    }),
  };
}
