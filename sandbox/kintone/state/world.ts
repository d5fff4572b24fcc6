import { seedCallLog } from '../seed/call-log';
import { seedCustomers } from '../seed/customers';
import { seedSignIn } from '../seed/sign-in';
import { seedTokens } from '../seed/tokens';
import type { SandboxTokens } from '../seed/tokens';
import { seedUsers } from '../seed/users';
import type { App } from './app';
import type { StoredFile } from './customization';
import type { Fault } from './fault';
import type { ApiToken, User } from './user';
import { DEFAULT_VARIANTS } from './variants';
import type { Variants } from './variants';

/** A rep's log-in in one browser. */
export interface Session {
  user: User;
  /** What `kintone.getRequestToken()` gives, and writes must carry. */
  requestToken: string;
}

/** A request the server has seen; no query, no header, no body: nothing secret. */
export interface SeenRequest {
  method: string;
  path: string;
  status: number;
  auth: 'session' | 'password' | 'token' | 'none';
  /** Login code, where somebody was logged in. */
  user: string | null;
  /** Epoch ms. */
  at: number;
}

/** How アプリを更新 behaves. */
export interface DeployBehaviour {
  /** How long PROCESSING lasts, ms. */
  durationMs: number;
  outcome: 'SUCCESS' | 'FAIL' | 'CANCEL' | 'never-ends';
}

/** What stays over a reset. */
export interface WorldSettings {
  /** Every user's password but for the administrator's. */
  password: string;
  adminPassword: string;
  tokens: SandboxTokens;
  variants: Partial<Variants>;
  now: () => number;
}

/** Everything the stand-in knows, in memory. */
export interface World {
  settings: WorldSettings;
  users: Map<string, User>;
  tokens: ApiToken[];
  apps: Map<string, App>;
  sessions: Map<string, Session>;
  files: Map<string, StoredFile>;
  faults: Fault[];
  variants: Variants;
  deploy: DeployBehaviour;
  /** `user:password` of Basic authentication in front of the whole domain, or null. */
  basicAuth: string | null;
  requests: SeenRequest[];
  /** REST requests being answered just now. */
  running: number;
}

/** A world as it is at each start. */
export function createWorld(settings: WorldSettings): World {
  const users = seedUsers(settings.password, settings.adminPassword);
  const apps = [seedCustomers(settings.now()), seedCallLog(), seedSignIn()];
  return {
    settings,
    users: new Map(users.map((user) => [user.code, user])),
    tokens: seedTokens(settings.tokens),
    apps: new Map(apps.map((app) => [app.id, app])),
    sessions: new Map(),
    files: new Map(),
    faults: [],
    variants: { ...DEFAULT_VARIANTS, ...settings.variants },
    deploy: { durationMs: 300, outcome: 'SUCCESS' },
    basicAuth: null,
    requests: [],
    running: 0,
  };
}
