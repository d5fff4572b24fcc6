import { EnvHttpProxyAgent, fetch } from 'undici';
import { AdminError } from '../console/admin-error';
import { customizationSchema, type KintoneCustomization } from './customization';

export interface KintoneLogin {
  origin: string;
  username: string;
  password: string;
  /** `user:password` of Basic authentication, where the tenant asks for it. */
  basicAuth: string | undefined;
}

/** What the commands ask kintone as an administrator of an app. Errors are AdminErrors, without credentials. */
export interface KintoneAdmin {
  getCustomization(app: string, state: 'live' | 'preview'): Promise<KintoneCustomization>;
  downloadFile(app: string, fileKey: string): Promise<Buffer>;
}

const REQUEST_LIMIT_MS = 30_000;
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Talks to kintone's REST API; HTTPS_PROXY is used where it is set. */
export function createKintoneAdmin({ origin, username, password, basicAuth }: KintoneLogin): KintoneAdmin {
  const dispatcher = new EnvHttpProxyAgent();
  const headers = {
    'X-Cybozu-Authorization': base64(`${username}:${password}`),
    ...(basicAuth && { Authorization: `Basic ${base64(basicAuth)}` }),
  };

  async function get(path: string, query: Record<string, string>, app: string): Promise<Buffer> {
    const url = `${origin}/k/v1/${path}?${new URLSearchParams(query)}`;
    const signal = AbortSignal.timeout(REQUEST_LIMIT_MS);
    const answer = await fetch(url, { headers, dispatcher, signal, redirect: 'manual' })
      .then(async (response) => ({
        status: response.status,
        body: Buffer.from(await response.arrayBuffer()),
      }))
      .catch(() => {
        throw new AdminError('kintone-unreachable', { origin });
      });
    if (answer.status !== 200) throw refusal(answer.status, answer.body.toString(), { app, origin });
    return answer.body;
  }

  return {
    async getCustomization(app, state) {
      const path = state === 'live' ? 'app/customize.json' : 'preview/app/customize.json';
      const body = await get(path, { app }, app);
      const read = customizationSchema.safeParse(readJson(body.toString()));
      if (!read.success) throw new AdminError('kintone-refused', { detail: `${path}: unknown answer` });
      return read.data;
    },
    downloadFile: (app, fileKey) => get('file.json', { fileKey }, app),
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusal(status: number, body: string, { app, origin }: { app: string; origin: string }): AdminError {
  const { code = '', message = '' } = (readJson(body) ?? {}) as { code?: string; message?: string };
  const detail = [status, code, message].filter(Boolean).join(' ');
  if (status === 401 || /^CB_(AU|WA)/.test(code))
    return new AdminError('kintone-login-refused', { origin, detail });
  if (code === 'GAIA_AP01') return new AdminError('kintone-app-not-found', { app });
  if (status === 403 || code.startsWith('GAIA_NO') || code === 'CB_NO02')
    return new AdminError('kintone-no-permission', { app, detail });
  return new AdminError('kintone-refused', { detail });
}
