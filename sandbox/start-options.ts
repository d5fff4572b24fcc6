import { parseArgs } from 'node:util';
import { isTaken } from './ports';
import { DEFAULT_PORTS, type SandboxPorts } from './world';

type PortName = keyof SandboxPorts;

const NAMES: readonly PortName[] = ['kintone', 'twilio', 'functions'];
const VARIABLES: Record<PortName, string> = {
  kintone: 'SANDBOX_KINTONE_PORT',
  twilio: 'SANDBOX_TWILIO_PORT',
  functions: 'SANDBOX_FUNCTIONS_PORT',
};

/** A mistake in how the sandbox was started; the message says what to do, in both languages. */
export class StartError extends Error {}

/**
 * The ports to use: `--kintone-port`, `--twilio-port`, `--functions-port`, else the variables
 * SANDBOX_KINTONE_PORT, …, else the documented ones. Throws StartError for anything that is no port.
 */
export function readPorts(args: readonly string[], env: Record<string, string | undefined>): SandboxPorts {
  let flags: Record<string, string | boolean | undefined>;
  try {
    const port = { type: 'string' } as const;
    flags = parseArgs({
      args: [...args],
      options: { 'kintone-port': port, 'twilio-port': port, 'functions-port': port },
    }).values;
  } catch (error) {
    throw new StartError(
      `${(error as Error).message}\n使い方 / Usage: npm start -- [--kintone-port 8080] [--twilio-port 8081] [--functions-port 3000]`,
    );
  }
  const ports = { ...DEFAULT_PORTS };
  for (const name of NAMES) {
    const text = flags[`${name}-port`] ?? env[VARIABLES[name]];
    if (text !== undefined && text !== '') {
      ports[name] = readPort(String(text), `--${name}-port`);
    }
  }
  const double = NAMES.find((name, index) =>
    NAMES.some((other, at) => at < index && ports[other] === ports[name]),
  );
  if (double) {
    throw new StartError(
      `ポート ${ports[double]} が2回指定されています。/ Port ${ports[double]} is given twice: choose another --${double}-port.`,
    );
  }
  return ports;
}

function readPort(text: string, flag: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1024 || port > 65_535) {
    throw new StartError(
      `${flag} には 1024～65535 の数を指定してください。/ ${flag} must be a number from 1024 to 65535, not "${text}".`,
    );
  }
  return port;
}

/** Throws StartError naming every port that another program has, and how to start without it. */
export async function checkPortsFree(ports: SandboxPorts): Promise<void> {
  const taken: PortName[] = [];
  for (const name of NAMES) {
    if (await isTaken(ports[name])) {
      taken.push(name);
    }
  }
  if (taken.length === 0) {
    return;
  }
  const which = taken.map((name) => `${ports[name]} (${name})`).join(', ');
  const flags = taken
    .map((name) => `--${name}-port ${ports[name] + (ports[name] > 50_000 ? -10_000 : 10_000)}`)
    .join(' ');
  throw new StartError(
    [
      `ポートを別のプログラムが使っています / In use by another program: port ${which}`,
      '→ そのプログラムを終了するか、別のポートで起動してください / Stop that program, or start on another port:',
      `  npm start -- ${flags}`,
    ].join('\n'),
  );
}
