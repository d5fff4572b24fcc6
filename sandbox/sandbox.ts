import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allowedCountries } from '../dial-plan/allowed-countries';
import { startFunctions, type FunctionsServer } from './functions-server';
import { startKintone, type KintoneOptions, type KintoneStandIn } from './kintone/server';
import { miitelRoutes } from './miitel/routes';
import { startTwilio, type TwilioStandIn } from './twilio/index';
import { uploadClient } from './upload';
import { functionsEnv, vendorHosts, type SandboxWorld } from './world';

const SHIM = fileURLToPath(new URL('twilio/page-shim.js', import.meta.url));
const ENV_FILE = fileURLToPath(new URL('../.env', import.meta.url));
const STOP_LIMIT_MS = 1500;

export interface SandboxOptions {
  /** Names, secrets and ports; see createWorld. */
  world: SandboxWorld;
  /** What kintone leaves open; see sandbox/kintone/README.md. */
  variants?: NonNullable<KintoneOptions['variants']>;
  /** Whether pages show the callee's phone at the right; default true. */
  calleePane?: boolean;
  /** Further variables of the Functions, e.g. `{ MAX_CALL_MINUTES: '1' }`. */
  functionsEnv?: Record<string, string>;
  /** Told when the Functions end without having been stopped. */
  onDeath?: (name: string, lastLines: string) => void;
  onFunctionLine?: (line: string) => void;
}

/** kintone, Twilio and the Functions of one world, running and with the client uploaded. */
export interface Sandbox {
  world: SandboxWorld;
  kintone: KintoneStandIn;
  twilio: TwilioStandIn;
  /** Everything the Functions have written so far, over restarts. */
  functionsOutput(): string;
  stopFunctions(): Promise<void>;
  startFunctions(): Promise<void>;
  /** Uploads dist/kintone/client.js again. */
  upload(): Promise<void>;
  /** Ends everything, within 2 s. */
  stop(): Promise<void>;
}

/** The Twilio stand-in's shim for this world's port, as a file: the kintone stand-in puts it into its pages. */
async function writeShim(folder: string, port: number): Promise<string> {
  const file = join(folder, 'page-shim.js');
  await writeFile(file, `globalThis.sandboxTwilioPort = ${port};\n${await readFile(SHIM, 'utf8')}`);
  return file;
}

function withinLimit(work: Promise<unknown>): Promise<unknown> {
  return Promise.race([work, new Promise((resolve) => setTimeout(resolve, STOP_LIMIT_MS).unref())]);
}

/**
 * Starts all of it on the world's ports, 127.0.0.1 only, from the bundles in dist/, and uploads the client with the
 * real customize-uploader. Rejects with what failed, and leaves nothing running then.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { world } = options;
  const statusCallback = `https://${world.domainName}/call-status#rc=5&rp=ct,rt,5xx`;
  const undo: Array<() => Promise<unknown>> = [];
  const stop = async (): Promise<void> => {
    await Promise.all(undo.splice(0).map((end) => withinLimit(end())));
  };
  const stoppedLater = <T extends { stop: () => Promise<void> }>(started: T): T => {
    undo.push(() => started.stop());
    return started;
  };
  const countries = allowedCountries(ENV_FILE);
  let functions: FunctionsServer | undefined;
  let output = '';

  const stopFunctions = async (): Promise<void> => {
    output += functions?.output() ?? '';
    const running = functions;
    functions = undefined;
    await running?.stop();
  };
  const startOwnFunctions = async (): Promise<void> => {
    functions = await startFunctions({
      port: world.ports.functions,
      // The countries that the client's bundle was built for.
      env: { ...functionsEnv(world), ALLOWED_COUNTRIES: countries.join(','), ...options.functionsEnv },
      vendorHosts: vendorHosts(world),
      onDeath: (lines) => options.onDeath?.('functions', lines),
      ...(options.onFunctionLine && { onLine: options.onFunctionLine }),
    });
  };

  try {
    const folder = await mkdtemp(join(tmpdir(), 'kintone-phone-sandbox-'));
    undo.push(() => rm(folder, { recursive: true, force: true }));
    const [kintone, twilio] = await Promise.all([
      startKintone({
        port: world.ports.kintone,
        pageScripts: [await writeShim(folder, world.ports.twilio)],
        ...(options.calleePane !== false && { calleePhoneUrl: `${world.origins.twilio}/` }),
        adminPassword: world.kintone.adminPassword,
        tokens: {
          signIn: world.kintone.signInApiToken,
          callLog: world.kintone.callLogApiToken,
          customers: world.kintone.customerApiToken,
        },
        ...(options.variants && { variants: options.variants }),
      }).then(stoppedLater),
      startTwilio({
        port: world.ports.twilio,
        account: {
          sid: world.twilio.accountSid,
          authToken: world.twilio.authToken,
          apiKeySid: world.twilio.apiKeySid,
          apiKeySecret: world.twilio.apiKeySecret,
        },
        application: {
          sid: world.twilio.applicationSid,
          voiceUrl: `https://${world.domainName}/call-phone`,
          statusCallback,
        },
        incoming: { voiceUrl: `https://${world.domainName}/incoming-call`, statusCallback },
        numbers: [world.twilio.fromNumber],
        syncServiceSid: world.twilio.syncServiceSid,
        deliverTo: (url) => url.replace(`https://${world.domainName}`, world.origins.functions),
        allowedOrigins: [world.origins.kintone],
        guests: miitelRoutes({
          to: `${world.origins.functions}/miitel-webhook`,
          secret: world.miitelSecret,
        }),
      }).then(stoppedLater),
      startOwnFunctions().then(() => undo.push(stopFunctions)),
    ]);
    await uploadClient(world);
    return {
      world,
      kintone,
      twilio,
      functionsOutput: () => output + (functions?.output() ?? ''),
      stopFunctions,
      startFunctions: startOwnFunctions,
      upload: () => uploadClient(world),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
