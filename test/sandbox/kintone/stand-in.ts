import { afterEach } from 'vitest';
import type { KintoneOptions, KintoneStandIn } from '../../../sandbox/kintone/server';
import { SANDBOX_PASSWORD, startKintone } from '../../../sandbox/kintone/server';

const running: KintoneStandIn[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((kintone) => kintone.stop()));
});

/** A stand-in of one test, on any free port; it ends with the test. */
export async function start(options: Partial<KintoneOptions> = {}): Promise<KintoneStandIn> {
  const kintone = await startKintone({ port: 0, ...options });
  running.push(kintone);
  return kintone;
}

export interface RestAnswer {
  status: number;
  // The tests look into bodies of every shape, wrong ones included.
  body: Record<string, unknown>;
}

type Ask = (method: string, path: string, parameters?: object) => Promise<RestAnswer>;

function query(parameters: object): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    const list: unknown[] = Array.isArray(value) ? value : [value];
    list.forEach((one, index) =>
      search.append(Array.isArray(value) ? `${name}[${index}]` : name, String(one)),
    );
  }
  return search.toString();
}

/** Asks `/k/v1/<path>` with these headers. */
export function asker(kintone: KintoneStandIn, headers: Record<string, string>): Ask {
  return async (method, path, parameters = {}) => {
    const isGet = method === 'GET';
    const response = await fetch(`${kintone.origin}/k/v1/${path}${isGet ? `?${query(parameters)}` : ''}`, {
      method,
      headers: { ...headers, ...(isGet ? {} : { 'content-type': 'application/json' }) },
      ...(isGet ? {} : { body: JSON.stringify(parameters) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
}

/** Opens a page as this person would; the cookie their browser then has. */
export async function logIn(kintone: KintoneStandIn, code: string): Promise<string> {
  const response = await fetch(`${kintone.origin}/k/1/?as=${encodeURIComponent(code)}`, {
    redirect: 'manual',
  });
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** A person in their browser. */
export async function browserOf(kintone: KintoneStandIn, code: string): Promise<Ask> {
  return asker(kintone, { cookie: await logIn(kintone, code), 'x-requested-with': 'XMLHttpRequest' });
}

export function withToken(kintone: KintoneStandIn, token: string): Ask {
  return asker(kintone, { 'x-cybozu-api-token': token });
}

export function withPassword(kintone: KintoneStandIn, code: string, password = SANDBOX_PASSWORD): Ask {
  return asker(kintone, { 'x-cybozu-authorization': Buffer.from(`${code}:${password}`).toString('base64') });
}
