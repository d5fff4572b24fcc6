import { spawn } from 'node:child_process';

export interface ChildRun {
  file: string;
  args: string[];
  cwd: string;
  /** The whole environment of the child. Secrets go here or into a private file: every user can read arguments. */
  env: NodeJS.ProcessEnv;
  /** The child is ended after this long, ms. */
  limitMs: number;
  /** Once it has printed this, its work is done and it is ended: some programs linger for seconds on an open socket. */
  doneAt?: string;
  /** Never shown, whatever the child prints. */
  secrets: string[];
}

export interface ChildResult {
  /** Exit code 0, or it has said that it is done. */
  succeeded: boolean;
  timedOut: boolean;
  stdout: string;
  /** The last lines of all it printed, for people. */
  lastLines: string;
}

const GRACE_MS = 2_000;

/** Runs a Node.js program to its end or its limit, and keeps what it printed, without the secrets. */
export async function runChild({
  file,
  args,
  cwd,
  env,
  limitMs,
  doneAt,
  secrets,
}: ChildRun): Promise<ChildResult> {
  const child = spawn(process.execPath, [file, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let all = '';
  const isDone = () => doneAt !== undefined && stdout.includes(doneAt);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    all += text;
    if (isDone()) child.kill();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (all += text));

  let timedOut = false;
  const timers = [
    setTimeout(() => {
      timedOut = true;
      child.kill();
    }, limitMs),
    setTimeout(() => child.kill('SIGKILL'), limitMs + GRACE_MS),
  ];
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const hide = (text: string) =>
      secrets.filter(Boolean).reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
    return {
      succeeded: doneAt === undefined ? code === 0 : isDone(),
      timedOut: timedOut && !isDone(),
      stdout: hide(stdout),
      lastLines: hide(all).trim().split('\n').slice(-15).join('\n'),
    };
  } finally {
    timers.forEach(clearTimeout);
  }
}

/** What any child needs of this process's environment; no setting and no secret is among it. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const names = [
    'PATH',
    'HOME',
    'TMPDIR',
    'TEMP',
    'SystemRoot',
    'HTTPS_PROXY',
    'HTTP_PROXY',
    'NO_PROXY',
    'NODE_EXTRA_CA_CERTS',
  ];
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}
