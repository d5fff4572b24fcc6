import { randomBytes } from 'node:crypto';

/** Ports the sandbox listens on; 127.0.0.1 only. */
export interface SandboxPorts {
  kintone: number;
  twilio: number;
  functions: number;
}

/** The documented ports of `npm start`. */
export const DEFAULT_PORTS: SandboxPorts = { kintone: 8080, twilio: 8081, functions: 3000 };

/** Apps of the kintone stand-in. */
export const APPS = { customers: '1', callLog: '2', signIn: '3' } as const;

/** The rep a page without a session is logged in as. */
export const FIRST_REP = 'sato.hanako';

/** The number every call shows, E.164. */
export const FROM_NUMBER = '+815012345678';

/** Field code of the space in which the product mounts its button. */
export const SPACE_ID = 'connectButtonSpace';

/** Everything the programs of one sandbox must agree on: addresses, sids, secrets, numbers. */
export interface SandboxWorld {
  ports: SandboxPorts;
  /** Addresses as a browser on this machine writes them. */
  origins: { kintone: string; twilio: string; functions: string };
  /** The host under which webhooks are signed: `https://<domainName><path>`. */
  domainName: string;
  twilio: {
    accountSid: string;
    authToken: string;
    apiKeySid: string;
    apiKeySecret: string;
    applicationSid: string;
    syncServiceSid: string;
    fromNumber: string;
  };
  kintone: {
    adminCode: string;
    adminPassword: string;
    /** API token of 電話サインイン: view, delete. */
    signInApiToken: string;
    /** API token of 通話履歴: view, add, edit. */
    callLogApiToken: string;
    /** API token of 顧客リスト: view. */
    customerApiToken: string;
  };
  /** What MiiTel's deliveries carry in their header. */
  miitelSecret: string;
  /** Shows operators more than everyone else sees. */
  operatorSecret: string;
}

function sid(prefix: string): string {
  return prefix + randomBytes(16).toString('hex');
}

function secret(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}

/**
 * A new world: ports as given, names and numbers as documented, every sid and secret random, so that
 * nothing that is found in a log or a test by its value can come from another run.
 */
export function createWorld(ports: SandboxPorts = DEFAULT_PORTS): SandboxWorld {
  return {
    ports,
    origins: {
      kintone: `http://localhost:${ports.kintone}`,
      twilio: `http://localhost:${ports.twilio}`,
      functions: `http://localhost:${ports.functions}`,
    },
    domainName: `localhost:${ports.functions}`,
    twilio: {
      accountSid: sid('AC'),
      authToken: randomBytes(16).toString('hex'),
      apiKeySid: sid('SK'),
      apiKeySecret: secret(24),
      applicationSid: sid('AP'),
      syncServiceSid: sid('IS'),
      fromNumber: FROM_NUMBER,
    },
    kintone: {
      adminCode: 'admin',
      adminPassword: secret(12),
      signInApiToken: secret(30),
      callLogApiToken: secret(30),
      customerApiToken: secret(30),
    },
    miitelSecret: secret(24),
    operatorSecret: secret(24),
  };
}

/** The variables of the Functions, as an admin would set them, for this world. */
export function functionsEnv(world: SandboxWorld): Record<string, string> {
  return {
    ACCOUNT_SID: world.twilio.accountSid,
    AUTH_TOKEN: world.twilio.authToken,
    FROM_NUMBER: world.twilio.fromNumber,
    KINTONE_APP_URI: world.origins.kintone,
    TWIMLAPPS_SID: world.twilio.applicationSid,
    TWILIO_API_KEY_SID: world.twilio.apiKeySid,
    TWILIO_API_KEY_SECRET: world.twilio.apiKeySecret,
    SIGN_IN_APP_ID: APPS.signIn,
    SIGN_IN_API_TOKEN: world.kintone.signInApiToken,
    SYNC_SERVICE_SID: world.twilio.syncServiceSid,
    OPERATOR_SECRET: world.operatorSecret,
    CALL_LOG_APP_ID: APPS.callLog,
    CALL_LOG_API_TOKEN: world.kintone.callLogApiToken,
    CUSTOMER_APPS: `${APPS.customers}:TEL,FAX:会社名:担当者名`,
    CUSTOMER_API_TOKEN: world.kintone.customerApiToken,
    MIITEL_SECRET: world.miitelSecret,
    // Its screens stand on the Twilio stand-in's port.
    MIITEL_URL: world.origins.twilio,
    // Reps' e-mail addresses begin with their login codes.
    MIITEL_LOGIN: 'local-part',
  };
}

/** Where the vendors' own names lead in this world; see vendor-hosts.mjs. */
export function vendorHosts(world: SandboxWorld): Record<string, string> {
  return {
    'https://api.twilio.com': world.origins.twilio,
    'https://sync.twilio.com': world.origins.twilio,
  };
}
