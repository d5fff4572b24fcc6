import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TokenAnswer } from '../../contracts/token';
import { GUEST } from '../../sandbox/kintone/seed/users';
import { openStage, type Proof, type Stage } from './stage';

const claimsOf = (jwt: string): unknown =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());
const asFields = ({ id, verifier }: Proof) => ({ record_id: id, code_verifier: verifier });
const strangersVerifier = () => randomBytes(32).toString('base64url');

async function codeOf(answer: Response): Promise<string> {
  const { error } = (await answer.json()) as { error: { code: string; message: string } };
  expect(Object.keys(error).sort()).toEqual(['code', 'message']);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('vary')).toBe('Origin');
  return error.code;
}

describe('POST /token', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage({ BLOCKED_REPS: 'tanaka.misaki' });
  });
  afterAll(() => stage.stop());
  afterEach(() => stage.kintone.faults.clear());

  const remaining = () => stage.kintone.records('3').length;

  /** Expects a refusal with this code, and kintone asked this often. */
  async function refused(pending: () => Promise<Response>, code: string, asked?: number): Promise<Response> {
    const before = stage.kintoneAsked();
    const answer = await pending();
    expect(await codeOf(answer)).toBe(code);
    if (asked !== undefined) {
      expect(stage.kintoneAsked() - before).toBe(asked);
    }
    return answer;
  }

  it('gives the rep who wrote the record an access token, for two kintone requests', async () => {
    const before = stage.kintoneAsked();
    const proof = await stage.addRecord('suzuki.ichiro');
    const answer = await stage.postToken(asFields(proof));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(stage.kintone.origin);
    expect(answer.headers.get('vary')).toBe('Origin');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);

    const { token, ...rest } = (await answer.json()) as TokenAnswer;
    stage.plant(token);
    expect(rest).toEqual({ identity: 'suzuki_2Eichiro', expires_in: 1800, calendar: 'off' });
    const { accountSid, apiKeySid, applicationSid } = stage.world.twilio;
    expect(claimsOf(token)).toMatchObject({
      iss: apiKeySid,
      sub: accountSid,
      grants: { identity: 'suzuki_2Eichiro', voice: { outgoing: { application_sid: applicationSid } } },
    });
    expect(JSON.stringify(claimsOf(token))).not.toContain('"incoming"');
    const { exp, iat } = claimsOf(token) as { exp: number; iat: number };
    expect(exp - iat).toBe(1800);
    expect(stage.kintoneAsked() - before).toBe(2);
    expect(remaining()).toBe(0);
  });

  it.each<[string, Record<string, string>]>([
    ['no proof at all', {}],
    ['no verifier', { record_id: '1' }],
    ['no record', { code_verifier: strangersVerifier() }],
    ['a short verifier', { record_id: '1', code_verifier: 'abc' }],
    ['a very long verifier', { record_id: '1', code_verifier: 'a'.repeat(500_000) }],
    [
      'a verifier with other characters',
      { record_id: '1', code_verifier: `${strangersVerifier().slice(1)}=` },
    ],
    ['a record that is no id', { record_id: '1 or 1=1', code_verifier: strangersVerifier() }],
    ['a record id that is a path', { record_id: '../../k/v1/apps', code_verifier: strangersVerifier() }],
    ['a negative record', { record_id: '-1', code_verifier: strangersVerifier() }],
    ['a full-width record id', { record_id: '１', code_verifier: strangersVerifier() }],
    ['a very long record id', { record_id: '1'.repeat(16), code_verifier: strangersVerifier() }],
    ['a further field', { record_id: '1', code_verifier: strangersVerifier(), identity: 'suzuki' }],
    ['a key of the prototype', { record_id: '1', code_verifier: strangersVerifier(), constructor: 'x' }],
    ['a body key named request', { record_id: '1', code_verifier: strangersVerifier(), request: 'x' }],
  ])('refuses %s without asking kintone', async (_name, fields) => {
    await refused(() => stage.postToken(fields), 'bad-request', 0);
  });

  it('refuses doubled fields and other bodies without asking kintone', async () => {
    const proof = await stage.addRecord();
    const { id, verifier } = proof;
    const doubled = `record_id=${id}&record_id=${id}&code_verifier=${verifier}`;
    await refused(() => stage.postToken(doubled), 'bad-request', 0);
    const json = { 'content-type': 'application/json' };
    await refused(() => stage.postToken(JSON.stringify(asFields(proof)), json), 'bad-request', 0);
    const nested = JSON.stringify({ record_id: { toString: '1' }, code_verifier: [verifier] });
    await refused(() => stage.postToken(nested, json), 'bad-request', 0);
    const polluted = `{"__proto__": ${JSON.stringify(asFields(proof))}}`;
    await refused(() => stage.postToken(polluted, json), 'bad-request', 0);
    await refused(
      () => stage.postToken(`__proto__=x&record_id=${id}&code_verifier=${verifier}&a=b`),
      'bad-request',
      0,
    );
    expect((await stage.postToken(asFields(proof))).status).toBe(200);
  });

  it('takes the verifier from the body alone: never from a URL', async () => {
    const { id, verifier } = await stage.addRecord();
    const url = `${stage.functions.origin}/token?record_id=${id}&code_verifier=${verifier}`;
    const headers = { origin: stage.kintone.origin };
    const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
    await refused(() => fetch(url, { headers }), 'bad-request', 0);
    await refused(() => fetch(url, { method: 'POST', headers: form }), 'bad-request', 0);
    await refused(() => fetch(url, { method: 'POST', headers: form, body: 'a=' }), 'bad-request', 0);
    const half = `${stage.functions.origin}/token?code_verifier=${verifier}`;
    await refused(
      () => fetch(half, { method: 'POST', headers: form, body: `record_id=${id}` }),
      'bad-request',
      0,
    );
    expect((await stage.postToken({ record_id: id, code_verifier: verifier })).status).toBe(200);
  });

  it('refuses a foreign Origin without asking kintone, and lets its page read nothing', async () => {
    const proof = await stage.addRecord();
    const { origin } = stage.kintone;
    for (const foreign of [
      'https://evil.example',
      'null',
      `${origin}.evil.example`,
      origin.replace('http', 'https'),
      '',
    ]) {
      const answer = await refused(
        () => stage.postToken(asFields(proof), { origin: foreign }),
        'origin-refused',
        0,
      );
      expect(answer.status).toBe(403);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
    expect((await stage.postToken(asFields(proof))).status).toBe(200);
  });

  it('gives no word to a program that forges its headers in a JSON body', async () => {
    const request = {
      headers: { origin: stage.kintone.origin, 'content-type': 'application/x-www-form-urlencoded' },
    };
    const body = JSON.stringify({ request, record_id: '999', code_verifier: strangersVerifier() });
    const headers = { 'content-type': 'application/json', origin: 'https://evil.example' };
    const answer = await stage.postToken(body, headers);
    expect(await codeOf(answer)).toBe('sign-in-refused');
    expect(answer.headers.get('access-control-allow-origin')).not.toBe('https://evil.example');
  });

  it('refuses another verifier, and leaves the record to its owner', async () => {
    const proof = await stage.addRecord();
    await refused(
      () => stage.postToken(asFields({ ...proof, verifier: strangersVerifier() })),
      'sign-in-refused',
      1,
    );
    expect((await stage.postToken(asFields(proof))).status).toBe(200);
  });

  it('refuses another rep’s record, and a record that is not there', async () => {
    const [own, other] = [await stage.addRecord('sato.hanako'), await stage.addRecord('suzuki.ichiro')];
    const crossed = { id: other.id, verifier: own.verifier };
    await refused(() => stage.postToken(asFields(crossed)), 'sign-in-refused', 1);
    await refused(() => stage.postToken(asFields({ ...own, id: '4711' })), 'sign-in-refused', 1);
    expect((await stage.postToken(asFields(own))).status).toBe(200);
    expect((await stage.postToken(asFields(other))).status).toBe(200);
  });

  it.each<[string, Parameters<Stage['kintone']['alterRecord']>[2]]>([
    ['edited by a colleague', { revision: 2, modifier: { code: 'suzuki.ichiro', name: '鈴木 一郎' } }],
    ['edited by its creator', { revision: 2 }],
    ['whose modifier is another', { modifier: { code: 'suzuki.ichiro', name: '鈴木 一郎' } }],
  ])('refuses a record %s', async (_name, change) => {
    const proof = await stage.addRecord();
    stage.kintone.alterRecord('3', Number(proof.id), change);
    await refused(() => stage.postToken(asFields(proof)), 'sign-in-refused', 1);
  });

  it('refuses a record made by an API token, and by a guest', async () => {
    const byToken = await stage.addRecord();
    const administrator = { code: 'Administrator', name: 'Administrator' };
    stage.kintone.alterRecord('3', Number(byToken.id), { creator: administrator, modifier: administrator });
    await refused(() => stage.postToken(asFields(byToken)), 'sign-in-refused', 1);
    const byGuest = await stage.addRecord();
    const guest = { code: GUEST, name: '加藤 健' };
    stage.kintone.alterRecord('3', Number(byGuest.id), { creator: guest, modifier: guest });
    await refused(() => stage.postToken(asFields(byGuest)), 'sign-in-refused', 1);
  });

  it('refuses what an API token of the app really wrote', async () => {
    const verifier = strangersVerifier();
    const { createHash } = await import('node:crypto');
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const added = await fetch(`${stage.kintone.origin}/k/v1/record.json`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-cybozu-api-token': stage.kintone.tokens.signInAdd },
      body: JSON.stringify({ app: '3', record: { challenge: { value: challenge } } }),
    });
    const { id } = (await added.json()) as { id: string };
    await refused(() => stage.postToken(asFields({ id, verifier })), 'sign-in-refused', 1);
  });

  it('takes a proof once', async () => {
    const proof = await stage.addRecord();
    expect((await stage.postToken(asFields(proof))).status).toBe(200);
    await refused(() => stage.postToken(asFields(proof)), 'sign-in-refused', 1);
  });

  it('lets one of several redemptions at once through', async () => {
    const proof = await stage.addRecord();
    // Both reads come before either delete, which is what the delete has to decide between.
    stage.kintone.faults.add({ path: '/k/v1/record.json', method: 'GET', slowMs: 100, times: 4 });
    const answers = await Promise.all(Array.from({ length: 4 }, () => stage.postToken(asFields(proof))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403, 403]);
  });

  it('refuses an old record and deletes it, but only for its owner', async () => {
    const proof = await stage.addRecord();
    stage.kintone.alterRecord('3', Number(proof.id), { createdAt: Date.now() - 5 * 60_000 });
    const before = remaining();
    await refused(
      () => stage.postToken(asFields({ ...proof, verifier: strangersVerifier() })),
      'sign-in-refused',
      1,
    );
    expect(remaining()).toBe(before);
    await refused(() => stage.postToken(asFields(proof)), 'sign-in-refused', 2);
    expect(remaining()).toBe(before - 1);
  });

  it('refuses a blocked rep', async () => {
    const proof = await stage.addRecord('tanaka.misaki');
    await refused(() => stage.postToken(asFields(proof)), 'rep-blocked', 1);
  });

  it.each([
    ['a kintone that is broken', { status: 500 }],
    ['a kintone that has too much to do', { status: 429 }],
    ['a kintone that hangs up', { reset: true }],
    ['a kintone that is silent', { slowMs: 20_000 }],
  ])('says that kintone is unavailable, within its limit, for %s', async (_name, fault) => {
    const proof = await stage.addRecord();
    for (const step of [
      { path: '/k/v1/record.json', method: 'GET' as const },
      { path: '/k/v1/records.json', method: 'DELETE' as const },
    ]) {
      stage.kintone.faults.add({ ...step, ...fault });
      const answer = await refused(() => stage.postToken(asFields(proof)), 'kintone-unavailable');
      expect(answer.headers.get('access-control-allow-origin')).toBe(stage.kintone.origin);
      stage.kintone.faults.clear();
    }
    expect((await stage.postToken(asFields(proof))).status).toBe(200);
  });

  it('gives no token when it cannot know that the record was deleted', async () => {
    const proof = await stage.addRecord();
    stage.kintone.faults.add({
      path: '/k/v1/records.json',
      method: 'DELETE',
      reset: true,
      when: 'after',
      times: 1,
    });
    const answer = await stage.postToken(asFields(proof));
    expect(answer.status).not.toBe(200);
    await refused(() => stage.postToken(asFields(proof)), 'sign-in-refused', 1);
  });

  it('has written no verifier, token or secret anywhere', () => {
    expect(stage.functions.output()).toContain('"code":"sign-in-refused"');
    expect(stage.leaked()).toEqual([]);
    stage.plant('sign-in-refused');
    expect(stage.leaked()).toEqual(['sign-in-refused']);
  });
});

describe('POST /token of someone who guesses', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.stop());

  it('is limited a minute, before kintone is asked', async () => {
    const guess = () => stage.postToken({ record_id: '77', code_verifier: strangersVerifier() });
    const codes: string[] = [];
    for (let tried = 0; tried < 35; tried += 1) {
      codes.push(await codeOf(await guess()));
    }
    expect(codes.indexOf('too-many-attempts')).toBe(30);
    expect(stage.kintoneAsked()).toBe(30);
    const answer = await guess();
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('60');
  });
});

describe('POST /token of a set-up with faults', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    [
      'missing settings',
      { TWIMLAPPS_SID: '', SYNC_SERVICE_SID: 'x' },
      /TWIMLAPPS_SID is missing; SYNC_SERVICE_SID must|SYNC_SERVICE_SID must.*TWIMLAPPS_SID is missing/,
    ],
    ['a wrong API token', { SIGN_IN_API_TOKEN: 'wrong-token' }, /GAIA_IA02/],
    ['an app that is not there', { SIGN_IN_APP_ID: '99' }, /setup-incomplete/],
    ['an app that is another', { SIGN_IN_APP_ID: '1' }, /setup-incomplete/],
  ])('says so for %s: the log knows what, the page does not', async (_name, env, logged) => {
    const stage = await openStage(env);
    try {
      const answer = await stage.postToken(asFields(await stage.addRecord()));
      const text = await answer.clone().text();
      expect(answer.status).toBe(503);
      expect(await codeOf(answer)).toBe('setup-incomplete');
      expect(text).not.toMatch(/_SID|_TOKEN|_ID|GAIA/);
      expect(stage.functions.output()).toMatch(logged);
      expect(stage.leaked()).toEqual([]);
    } finally {
      await stage.stop();
    }
  });
});
