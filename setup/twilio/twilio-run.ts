import { createRequire } from 'node:module';
import { z } from 'zod';
import { AdminError } from '../console/admin-error';
import { type ChildResult, plainEnvironment, runChild } from '../run-child';
import type { BuiltFunctions } from './built-functions';
import { envFileText, withPrivateFile } from './env-file';
import type { FunctionsVariables } from './functions-variables';

export const TWILIO_RUN = createRequire(import.meta.url).resolve('twilio-run/bin/twilio-run.js');

/** Twilio's own name for the environment; it is part of the domain. */
const ENVIRONMENT = 'dev';
const DEPLOY_LIMIT_S = 600;

const deployedSchema = z.object({
  domain: z.string().regex(/^[a-z0-9.-]+$/),
  serviceSid: z.string().regex(/^ZS[0-9a-f]{32}$/),
});
export type Deployed = z.infer<typeof deployedSchema>;

/** Arguments for a deployment of the working directory; secrets are in the file at `envPath`, never among these. */
function deployArguments(envPath: string): string[] {
  return [
    ...['deploy', '--env', envPath, '--environment', ENVIRONMENT, '--runtime', 'node22'],
    ...['--override-existing-project', '--log-level', 'error', '-o', 'json'],
  ];
}

/** Arguments for making the variables at Twilio exactly those of the file: a deployment alone never takes one away. */
function variablesArguments(envPath: string, serviceSid: string): string[] {
  return ['env', 'import', '--env', envPath, '--environment', ENVIRONMENT, '--service-sid', serviceSid];
}

/** Deploys the built folder through `program` (twilio-run). Throws AdminErrors that carry its last lines. */
export async function deployFunctions(
  { folder }: BuiltFunctions,
  { accountSid, authToken, variables }: FunctionsVariables,
  program = TWILIO_RUN,
): Promise<Deployed> {
  const text = envFileText({ ACCOUNT_SID: accountSid, AUTH_TOKEN: authToken, ...variables });
  const secrets = [
    authToken,
    ...Object.entries(variables).flatMap(([name, value]) => (isSecret(name) ? [value] : [])),
  ];
  return withPrivateFile(text, async (envPath) => {
    const run = async (args: string[]): Promise<ChildResult> => {
      const env = plainEnvironment();
      const result = await runChild({
        file: program,
        args,
        cwd: folder,
        env,
        limitMs: DEPLOY_LIMIT_S * 1000,
        secrets,
      });
      const { lastLines: lines } = result;
      if (result.timedOut) throw new AdminError('deploy-timed-out', { seconds: DEPLOY_LIMIT_S, lines });
      if (!result.succeeded) throw new AdminError('deploy-failed', { lines });
      return result;
    };
    const { stdout, lastLines } = await run(deployArguments(envPath));
    const deployed = deployedSchema.safeParse(readJson(stdout));
    if (!deployed.success) throw new AdminError('deploy-failed', { lines: lastLines });
    await run(variablesArguments(envPath, deployed.data.serviceSid));
    return deployed.data;
  });
}

function isSecret(name: string): boolean {
  return /TOKEN$|SECRET$|_AUTH$/.test(name);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text.slice(text.indexOf('{')));
  } catch {
    return undefined;
  }
}
