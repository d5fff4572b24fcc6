import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAccessTokens, createProof, type AccessTokenParts } from '../../../kintone/call/access-token';
import { codeOf, PhoneError } from '../../../kintone/call/phone-error';

interface Asked {
  path: string;
  contentType: string;
  form: URLSearchParams;
}

let server: Server;
let asked: Asked[];
let answer: { status: number; body: string };
let now: number;
let stored: Map<string, string>;
let challenges: string[];
let reported: string[];
let addSignInRecord: AccessTokenParts['addSignInRecord'];

const good = (token = 'token-1', seconds = 1800): typeof answer => ({
  status: 200,
  body: JSON.stringify({ token, identity: 'sato_hanako', expires_in: seconds, calendar: 'off' }),
});

const tokensOf = (loginCode = 'sato.hanako', other: Partial<AccessTokenParts> = {}) =>
  createAccessTokens({
    functionsUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    loginCode,
    addSignInRecord: (challenge) => addSignInRecord(challenge),
    storage: () => ({
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
    }),
    fetch,
    now: () => now,
    report: (code) => void reported.push(code),
    ...other,
  });

const failure = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no failure',
    (error: unknown) => codeOf(error),
  );

beforeEach(async () => {
  asked = [];
  answer = good();
  now = 1_000_000;
  stored = new Map();
  challenges = [];
  reported = [];
  addSignInRecord = async (challenge) => {
    challenges.push(challenge);
    return String(challenges.length);
  };
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push({
        path: `${request.method} ${request.url}`,
        contentType: request.headers['content-type'] ?? '',
        form: new URLSearchParams(Buffer.concat(chunks).toString()),
      });
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('createProof', () => {
  it('is a verifier of 32 random bytes and the SHA-256 of its text', async () => {
    const { verifier, challenge } = await createProof();
    expect(verifier).toMatch(/^[\w-]{43}$/);
    expect(challenge).toBe(createHash('sha256').update(verifier).digest('base64url'));
    expect((await createProof()).verifier).not.toBe(verifier);
  });
});

describe('access tokens', () => {
  it('shows kintone the challenge first and the Function the verifier, without a preflight', async () => {
    expect(await tokensOf().get()).toBe('token-1');
    const [request] = asked;
    expect(request).toMatchObject({ path: 'POST /token' });
    expect(request?.contentType).toMatch(/^application\/x-www-form-urlencoded/);
    expect([...(request?.form.keys() ?? [])].sort()).toEqual(['code_verifier', 'record_id']);
    expect(request?.form.get('record_id')).toBe('1');
    const verifier = request?.form.get('code_verifier') ?? '';
    expect(createHash('sha256').update(verifier).digest('base64url')).toBe(challenges[0]);
  });

  it('signs in once for any number of askers at a time', async () => {
    const tokens = tokensOf();
    tokens.prepare();
    expect(await Promise.all([tokens.get(), tokens.get(), tokens.get({ renew: true })])).toEqual(
      Array(3).fill('token-1'),
    );
    expect(challenges).toHaveLength(1);
  });

  it('keeps the token over page loads, for this rep alone, until it is nearly over', async () => {
    await tokensOf().get();
    answer = good('token-2');
    now += 1_700_000;
    expect(await tokensOf().get()).toBe('token-1');
    expect(await tokensOf('tanaka.misaki').get()).toBe('token-2');
    now += 60_000;
    answer = good('token-3');
    expect(await tokensOf().get()).toBe('token-3');
  });

  it('renews on request', async () => {
    const tokens = tokensOf();
    await tokens.get();
    answer = good('token-2');
    expect(await tokens.get({ renew: true })).toBe('token-2');
    expect(await tokens.get()).toBe('token-2');
  });

  it('is not misled by what else lies in the storage', async () => {
    await tokensOf().get();
    for (const key of stored.keys()) stored.set(key, '{"token":');
    answer = good('token-2');
    expect(await tokensOf().get()).toBe('token-2');
  });

  it('is not given to the Functions of another app', async () => {
    await tokensOf().get();
    answer = good('token-2');
    const other = tokensOf('sato.hanako', {
      functionsUrl: `http://localhost:${(server.address() as AddressInfo).port}`,
    });
    expect(await other.get()).toBe('token-2');
  });

  const blocked = (): never => {
    throw new DOMException('Access is denied for this document.', 'SecurityError');
  };
  it.each([
    ['throws on every use', () => ({ getItem: blocked, setItem: blocked })],
    ['cannot even be looked at', blocked],
  ])('phones on when the storage %s', async (_, storage) => {
    expect(await tokensOf('sato.hanako', { storage }).get()).toBe('token-1');
  });

  it.each([
    [403, { error: { code: 'sign-in-refused', message: '' } }, 'sign-in-refused'],
    [403, { error: { code: 'rep-blocked', message: '' } }, 'rep-blocked'],
    [503, { error: { code: 'kintone-unavailable', message: '' } }, 'kintone-unavailable'],
    [502, 'Bad Gateway', 'service-unreachable'],
    [200, {}, 'service-unreachable'],
  ])('fails by name: %i %j', async (status, body, code) => {
    answer = { status, body: JSON.stringify(body) };
    expect(await failure(tokensOf().get())).toBe(code);
  });

  it('fails by name when the answer is no JSON or nobody answers', async () => {
    answer = { status: 502, body: '<html>' };
    expect(await failure(tokensOf().get())).toBe('service-unreachable');
    const tokens = tokensOf();
    await new Promise((resolve) => server.close(resolve));
    expect(await failure(tokens.get())).toBe('service-unreachable');
  });

  it('passes on why kintone took no sign-in record, and asks no Function', async () => {
    addSignInRecord = async () => {
      throw new PhoneError('no-permission');
    };
    expect(await failure(tokensOf().get())).toBe('no-permission');
    expect(asked).toHaveLength(0);
  });

  it('rests after a failure when nobody clicked, and tries again when somebody does', async () => {
    answer = { status: 500, body: '{}' };
    const tokens = tokensOf();
    await failure(tokens.get());
    tokens.prepare();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(challenges).toHaveLength(1);
    answer = good();
    expect(await tokens.get()).toBe('token-1');
  });

  it('says in the console alone why a sign-in failed that nobody asked for', async () => {
    answer = { status: 503, body: JSON.stringify({ error: { code: 'kintone-unavailable', message: '' } }) };
    tokensOf().prepare();
    await expect.poll(() => reported).toEqual(['kintone-unavailable']);
  });
});
