import { pathToFileURL } from 'node:url';
import {
  describeCall,
  dropCall,
  listOutbox,
  type OutboxLine,
  retryCall,
} from '../twilio-functions/outbox/dead-letters';
import { openOutbox } from '../twilio-functions/outbox/open-outbox';
import type { Outbox } from '../twilio-functions/outbox/outbox';
import { SyncUnavailable } from '../twilio-functions/outbox/sync-objects';
import { readSettings, SetupIncomplete } from '../twilio-functions/settings';
import { AdminError } from './console/admin-error';
import { readOptions } from './console/options';
import { runCommand } from './console/run-command';
import type { Terminal } from './console/terminal';
import { type Environment, readEnvironment } from './settings/environment';
import { LIKELY_DOMAIN } from './twilio/functions-variables';

const OPTIONS = { help: { type: 'boolean' }, yes: { type: 'boolean' } } as const;
/** Calls shown of each kind. */
const MOST_SHOWN = 50;

/** `npm run outbox`: calls that are not in the call log yet, and what an admin may do about them. */
export async function outbox(args: string[], environment: Environment, terminal: Terminal): Promise<void> {
  const words = args.filter((word) => !word.startsWith('-'));
  const options = readOptions(
    args.filter((word) => word.startsWith('-')),
    OPTIONS,
  );
  if (options.help) {
    terminal.say('outbox-help');
    return;
  }
  const [action = '', callId = ''] = words;
  if (words.length !== (action === 'list' ? 1 : 2) || !['list', 'retry', 'drop'].includes(action)) {
    throw new AdminError('unknown-option', { detail: words.join(' ') || '–' });
  }
  const box = openBox(environment);
  try {
    if (action === 'list') await list(box, terminal);
    else if (action === 'retry') await retry(callId, box, terminal);
    else await drop(callId, box, terminal, options.yes ?? false);
  } catch (error) {
    throw error instanceof SyncUnavailable
      ? new AdminError('sync-unreachable', { detail: error.message })
      : error;
  }
}

function openBox(environment: Environment): Outbox {
  try {
    const open = openOutbox(readSettings({ ...environment, DOMAIN_NAME: LIKELY_DOMAIN }), 'outbox');
    if (open) return open.outbox;
  } catch (error) {
    if (!(error instanceof SetupIncomplete)) throw error;
    const faults = error.faults.map((fault) => `  - ${fault}`).join('\n');
    throw new AdminError('settings-incomplete', { file: '.env', faults });
  }
  throw new AdminError('no-call-log');
}

async function list(box: Outbox, terminal: Terminal): Promise<void> {
  const lines = await listOutbox(box);
  if (lines.length === 0) {
    terminal.say('outbox-empty');
    return;
  }
  const dead = lines.filter(({ state }) => state === 'dead');
  const waiting = lines.filter(({ state }) => state === 'waiting');
  terminal.say('outbox-count', { waiting: waiting.length, dead: dead.length });
  for (const kind of [dead, waiting]) {
    for (const line of kind.slice(0, MOST_SHOWN)) await show(line, box, terminal);
    if (kind.length > MOST_SHOWN) terminal.say('outbox-more', { count: kind.length - MOST_SHOWN });
  }
}

async function show({ callId, state, at, code }: OutboxLine, box: Outbox, terminal: Terminal): Promise<void> {
  const { startedAt = '–', numberEnd, rep = '–' } = await describeCall(callId, box);
  const number = numberEnd === undefined ? '–' : `…${numberEnd}`;
  terminal.say(state === 'dead' ? 'outbox-dead' : 'outbox-waiting', {
    callId,
    startedAt,
    number,
    rep,
    at,
    code,
  });
}

async function retry(callId: string, box: Outbox, terminal: Terminal): Promise<void> {
  if (!(await retryCall(callId, box))) throw new AdminError('outbox-unknown', { callId });
  terminal.say('outbox-retried', { callId });
}

async function drop(callId: string, box: Outbox, terminal: Terminal, isSure: boolean): Promise<void> {
  const wanted = isSure || (await terminal.confirm('ask-drop'));
  if (wanted === null) throw new AdminError('needs-answer');
  if (!wanted) {
    terminal.say('not-applied');
    return;
  }
  if (!(await dropCall(callId, box))) throw new AdminError('outbox-unknown', { callId });
  terminal.say('outbox-dropped', { callId });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runCommand(async (terminal) =>
    outbox(process.argv.slice(2), await readEnvironment(process.cwd(), process.env), terminal),
  );
}
