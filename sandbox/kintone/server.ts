import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { countRequests, obey, resetWorld } from './http/control';
import type { PageOptions } from './http/pages';
import { serve } from './http/serve';
import { keepFile } from './rest/file';
import { SANDBOX_TOKENS } from './seed/tokens';
import type { SandboxTokens } from './seed/tokens';
import { faultSchema } from './state/fault';
import type { FaultInput } from './state/fault';
import { recordJson } from './state/record';
import type { RecordJson, StoredRecord } from './state/record';
import type { Variants } from './state/variants';
import { createWorld } from './state/world';
import type { World } from './state/world';

/** Password of every user but the administrator, and of the administrator where none is given. */
export const SANDBOX_PASSWORD = 'sandbox';

export interface KintoneOptions {
  /** 0: any free port. */
  port: number;
  /** Loaded in the head before the customization: URLs, or paths of files that are put into the page. */
  pageScripts?: string[];
  /** Shown in the dark pane at the right; without it there is no pane. */
  calleePhoneUrl?: string;
  variants?: Partial<Variants>;
  adminPassword?: string;
  tokens?: Partial<SandboxTokens>;
  /** Sources other than this machine that pages may connect to (CSP `connect-src`). */
  connectSources?: string[];
  /** The clock, epoch ms. */
  now?: () => number;
}

export interface KintoneStandIn {
  /** `http://localhost:<port>`. */
  origin: string;
  port: number;
  /** Everything the stand-in knows; the same object over a reset. */
  world: World;
  tokens: SandboxTokens;
  adminPassword: string;
  /** An app's records as REST would show them to somebody who may see all. */
  records(app: string): RecordJson[];
  /** Changes a record behind kintone's back, e.g. to make it old. */
  alterRecord(app: string, id: number, change: Partial<StoredRecord>): void;
  faults: { add(fault: FaultInput): void; clear(): void };
  setVariant(variants: Partial<Variants>): void;
  /** Requests seen, by `METHOD path`. */
  requestCounts(): Record<string, number>;
  /** Puts somebody's script into an app's customization: published, or still waiting for アプリを更新. */
  addForeignFile(app: string, name: string, content: string, state: 'published' | 'unpublished'): void;
  reset(): void;
  /** Closes every connection and the port. */
  stop(): Promise<void>;
}

function addForeignFile(
  world: World,
  appId: string,
  name: string,
  content: string,
  isPublished: boolean,
): void {
  const app = world.apps.get(appId);
  if (!app) {
    throw new Error(`no app ${appId}`);
  }
  const { fileKey } = keepFile(world, name, Buffer.from(content));
  for (const settings of isPublished ? [app.live, app.preview] : [app.preview]) {
    settings.customization.desktop[name.endsWith('.css') ? 'css' : 'js'].push({ type: 'FILE', fileKey });
    settings.revision += 1;
  }
}

/**
 * Starts a server that behaves like kintone for what the product and its tests use; what is faithful and what not
 * stands in README.md beside this file. Listens on 127.0.0.1 only. Rejects if the port is taken.
 */
export async function startKintone(options: KintoneOptions): Promise<KintoneStandIn> {
  const tokens = { ...SANDBOX_TOKENS, ...options.tokens };
  const adminPassword = options.adminPassword ?? SANDBOX_PASSWORD;
  const world = createWorld({
    password: SANDBOX_PASSWORD,
    adminPassword,
    tokens,
    variants: options.variants ?? {},
    now: options.now ?? Date.now,
  });
  const pages: PageOptions = {
    port: options.port,
    pageScripts: options.pageScripts ?? [],
    connectSources: options.connectSources ?? [],
    calleePhoneUrl: options.calleePhoneUrl ?? null,
  };
  const server = createServer((message, response) => serve(world, pages, message, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  pages.port = (server.address() as AddressInfo).port;

  return {
    origin: `http://localhost:${pages.port}`,
    port: pages.port,
    world,
    tokens,
    adminPassword,
    records: (id) => {
      const app = world.apps.get(id);
      return app ? [...app.records.values()].map((record) => recordJson(app, record)) : [];
    },
    alterRecord: (appId, id, change) => {
      const app = world.apps.get(appId);
      const record = app?.records.get(id);
      if (!app || !record) {
        throw new Error(`no record ${id} in app ${appId}`);
      }
      app.records.set(id, { ...record, ...change });
    },
    faults: {
      add: (fault) => world.faults.push(faultSchema.parse(fault)),
      clear: () => world.faults.splice(0),
    },
    setVariant: (variants) => obey(world, { variants }),
    requestCounts: () => countRequests(world),
    addForeignFile: (app, name, content, state) =>
      addForeignFile(world, app, name, content, state === 'published'),
    reset: () => resetWorld(world),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
