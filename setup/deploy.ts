import { pathToFileURL } from 'node:url';
import { AdminError } from './console/admin-error';
import { readOptions } from './console/options';
import { runCommand } from './console/run-command';
import type { Terminal } from './console/terminal';
import { type Environment, readEnvironment } from './settings/environment';
import { readBuiltFunctions } from './twilio/built-functions';
import { CONTEXT_LIMIT_BYTES, contextBytes } from './twilio/context-size';
import { LIKELY_DOMAIN, readFunctionsVariables } from './twilio/functions-variables';
import { deployFunctions, TWILIO_RUN } from './twilio/twilio-run';

const OPTIONS = {
  help: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  yes: { type: 'boolean' },
} as const;

export interface DeployCommand {
  /** Folder of the project. */
  root: string;
  args: string[];
  environment: Environment;
  terminal: Terminal;
  /** The program that deploys: twilio-run. */
  program?: string;
}

/** `npm run deploy`: checks everything that can be checked here, then deploys exactly dist/twilio-functions. */
export async function deploy({
  root,
  args,
  environment,
  terminal,
  program = TWILIO_RUN,
}: DeployCommand): Promise<void> {
  const options = readOptions(args, OPTIONS);
  if (options.help) {
    terminal.say('deploy-help');
    return;
  }

  const given = readFunctionsVariables(environment);
  if (!given.ok) {
    const faults = given.faults.map((fault) => `  - ${fault}`).join('\n');
    throw new AdminError('settings-incomplete', { file: '.env', faults });
  }
  const bytes = contextBytes(given, LIKELY_DOMAIN);
  if (bytes > CONTEXT_LIMIT_BYTES) {
    const byLength = Object.entries(given.variables).sort(([, one], [, other]) => other.length - one.length);
    const longest = byLength.slice(0, 3).map(([name]) => name);
    throw new AdminError('context-too-large', {
      bytes,
      limit: CONTEXT_LIMIT_BYTES,
      longest: longest.join(', '),
    });
  }
  const built = await readBuiltFunctions(root);

  terminal.say('deploy-plan', {
    account: given.accountSid,
    service: built.service,
    functions: built.paths.join(' '),
    settings: Object.keys(given.variables).join(' '),
    bytes,
    limit: CONTEXT_LIMIT_BYTES,
  });
  if (options['dry-run']) {
    terminal.say('dry-run');
    return;
  }
  const wanted = options.yes || (await terminal.confirm('ask-deploy'));
  if (wanted === null) throw new AdminError('needs-answer');
  if (!wanted) {
    terminal.say('not-applied');
    return;
  }

  terminal.say('deploying');
  const { domain } = await deployFunctions(built, given, program);
  terminal.say('deployed', { url: `https://${domain}`, twimlApp: given.variables.TWIMLAPPS_SID ?? '' });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = process.cwd();
  await runCommand(async (terminal) =>
    deploy({
      root,
      args: process.argv.slice(2),
      environment: await readEnvironment(root, process.env),
      terminal,
    }),
  );
}
