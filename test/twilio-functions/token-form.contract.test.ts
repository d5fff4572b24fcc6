import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asFields, codeOf, expectRefusal, strangersVerifier } from './rep-signing-in';
import { openStage, type Stage } from './stage';

describe('the form of POST /token', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.stop());

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
    await expectRefusal(stage, () => stage.postToken(fields), { code: 'bad-request', asked: 0 });
  });

  it('refuses doubled fields and other bodies without asking kintone', async () => {
    const proof = await stage.addRecord();
    const { id, verifier } = proof;
    const doubled = `record_id=${id}&record_id=${id}&code_verifier=${verifier}`;
    await expectRefusal(stage, () => stage.postToken(doubled), { code: 'bad-request', asked: 0 });
    const json = { 'content-type': 'application/json' };
    await expectRefusal(stage, () => stage.postToken(JSON.stringify(asFields(proof)), json), {
      code: 'bad-request',
      asked: 0,
    });
    const nested = JSON.stringify({ record_id: { toString: '1' }, code_verifier: [verifier] });
    await expectRefusal(stage, () => stage.postToken(nested, json), { code: 'bad-request', asked: 0 });
    const polluted = `{"__proto__": ${JSON.stringify(asFields(proof))}}`;
    await expectRefusal(stage, () => stage.postToken(polluted, json), { code: 'bad-request', asked: 0 });
    await expectRefusal(
      stage,
      () => stage.postToken(`__proto__=x&record_id=${id}&code_verifier=${verifier}&a=b`),
      { code: 'bad-request', asked: 0 },
    );
    expect((await stage.postToken(asFields(proof))).status).toBe(200);
  });

  it('takes the verifier from the body alone: never from a URL', async () => {
    const { id, verifier } = await stage.addRecord();
    const url = `${stage.functions.origin}/token?record_id=${id}&code_verifier=${verifier}`;
    const headers = { origin: stage.kintone.origin };
    const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
    await expectRefusal(stage, () => fetch(url, { headers }), { code: 'bad-request', asked: 0 });
    await expectRefusal(stage, () => fetch(url, { method: 'POST', headers: form }), {
      code: 'bad-request',
      asked: 0,
    });
    await expectRefusal(stage, () => fetch(url, { method: 'POST', headers: form, body: 'a=' }), {
      code: 'bad-request',
      asked: 0,
    });
    const half = `${stage.functions.origin}/token?code_verifier=${verifier}`;
    await expectRefusal(
      stage,
      () => fetch(half, { method: 'POST', headers: form, body: `record_id=${id}` }),
      { code: 'bad-request', asked: 0 },
    );
    expect((await stage.postToken({ record_id: id, code_verifier: verifier })).status).toBe(200);
  });

  it.each<[string, (own: string) => string]>([
    ['of another site', () => 'https://evil.example'],
    ['of a sandboxed frame', () => 'null'],
    ['that begins like kintone’s', (own) => `${own}.evil.example`],
    ['of another scheme', (own) => own.replace('http', 'https')],
    ['that is empty', () => ''],
  ])(
    'refuses an Origin %s without asking kintone, and lets its page read nothing',
    async (_name, originOf) => {
      const proof = await stage.addRecord();
      const origin = originOf(stage.kintone.origin);
      const answer = await expectRefusal(stage, () => stage.postToken(asFields(proof), { origin }), {
        code: 'origin-refused',
        asked: 0,
      });
      expect(answer.status).toBe(403);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      expect((await stage.postToken(asFields(proof))).status).toBe(200);
    },
  );

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
});
