/**
 * `npm start`: everything a rep's call needs, on this machine alone. Checks the ports, builds, starts the stand-ins and
 * the Functions, uploads the client, and prints the one address to open. Ctrl-C ends all of it.
 */
import { existsSync } from 'node:fs';
import { createConsole } from './console';
import { startSandbox, type Sandbox } from './sandbox';
import { checkPortsFree, readPorts, StartError } from './start-options';
import { watchBundle, type BundleName, type Watch } from './watch';
import { createWorld } from './world';

const RESULT: Record<BundleName, string> = {
  client: 'dist/kintone/client.js',
  functions: 'dist/twilio-functions/functions',
};

const AGAIN =
  '→ Ctrl-C で終了し、もう一度 npm start を実行してください / press Ctrl-C and run npm start again';

const say = createConsole();
const stoppable: Array<{ stop: () => Promise<void> }> = [];
let stopping = false;

async function stopAll(code: number): Promise<never> {
  stopping = true;
  await Promise.all(stoppable.map((part) => part.stop().catch(() => undefined)));
  process.exit(code);
}

async function fail(error: unknown): Promise<void> {
  // Ctrl-C may end a child that is only just starting before it is heard here.
  await new Promise((resolve) => setTimeout(resolve, 200));
  if (stopping) {
    return;
  }
  say.failure(error instanceof StartError ? error.message : String((error as Error).stack ?? error));
  await stopAll(1);
}

function watch(name: BundleName, onBuilt: () => Promise<void>): Watch {
  const started = watchBundle(name, {
    onBuilt: () => {
      onBuilt().catch((error: Error) => say.failure(error.message));
    },
    onBroken: (errors) => say.failure(`${name}: ビルドできません / the build is broken\n${errors}`),
    onDeath: (lines) =>
      say.failure(`${name} のビルドが終了しました / the build of ${name} has died\n${lines}\n${AGAIN}`),
  });
  stoppable.push(started);
  return started;
}

async function start(): Promise<void> {
  const ports = readPorts(process.argv.slice(2), process.env);
  await checkPortsFree(ports);
  say.step(`ポート ${Object.values(ports).join('・')} が使えます`, 'ports are free');

  let sandbox: Sandbox | undefined;
  const known = Object.values(RESULT).every((file) => existsSync(file));
  say.step(
    known ? 'バンドルを確かめています…' : 'バンドルを作っています…（初回は数十秒）',
    'building the bundles',
  );
  const watches = [
    watch('client', async () => {
      await sandbox?.upload();
      say.step(
        'クライアントを更新しました。ページを再読み込みしてください',
        'client updated: reload the page',
      );
    }),
    watch('functions', async () => {
      await sandbox?.stopFunctions();
      await sandbox?.startFunctions();
      say.step('Functions を更新しました', 'Functions restarted');
    }),
  ];
  await Promise.all(watches.map((each) => each.firstBuild));

  say.step(
    'kintone・Twilio の代役と Functions を起動し、カスタマイズをアップロードしています…',
    'starting and uploading',
  );
  sandbox = await startSandbox({
    world: createWorld(ports),
    onDeath: (name, lines) => say.failure(`${name} が終了しました / ${name} has died\n${lines}\n${AGAIN}`),
    onFunctionLine: (line) => say.functionLine(line),
  });
  stoppable.push(sandbox);
  say.ready(sandbox.world);
}

function goodbye(): void {
  if (!stopping) {
    say.goodbye();
    void stopAll(0);
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, goodbye);
}
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error) => void fail(error));
}
// npm that is ended by a signal of its own leaves its script behind: who has lost the parent ends as well.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent && !stopping) {
    void stopAll(0);
  }
}, 500).unref();
start().catch(fail);
