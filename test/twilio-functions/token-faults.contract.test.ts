import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { asFields, codeOf, expectRefusal, strangersVerifier } from './rep-signing-in';
import { openStage, type Stage } from './stage';

describe('POST /token beside a kintone that fails', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.stop());

  afterEach(() => stage.kintone.faults.clear());

  const FAULTS = [
    ['is broken', { status: 500 }],
    ['has too much to do', { status: 429 }],
    ['hangs up', { reset: true }],
    ['is silent', { slowMs: 20_000 }],
  ] as const;
  const STEPS = [
    ['the read', { path: '/k/v1/record.json', method: 'GET' }],
    ['the delete', { path: '/k/v1/records.json', method: 'DELETE' }],
  ] as const;

  it.each(
    FAULTS.flatMap(([how, fault]) => STEPS.map(([step, at]) => [how, step, { ...at, ...fault }] as const)),
  )(
    'says that a kintone which %s at %s is unavailable, and takes the proof later',
    async (_how, _step, fault) => {
      const proof = await stage.addRecord();
      stage.kintone.faults.add(fault);
      const answer = await expectRefusal(stage, () => stage.postToken(asFields(proof)), {
        code: 'kintone-unavailable',
      });
      expect(answer.headers.get('access-control-allow-origin')).toBe(stage.kintone.origin);
      stage.kintone.faults.clear();
      expect((await stage.postToken(asFields(proof))).status).toBe(200);
    },
  );

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
    await expectRefusal(stage, () => stage.postToken(asFields(proof)), { code: 'sign-in-refused', asked: 1 });
  });
});

describe('POST /token of someone who guesses', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.stop());

  const guess = (id: number) =>
    stage.postToken({ record_id: String(id), code_verifier: strangersVerifier() });
  const guessTimes = (times: number) =>
    Promise.all(Array.from({ length: times }, (_none, at) => guess(1000 + at)));

  it('keeps no rep out while somebody tries some bad proofs a second', async () => {
    await guessTimes(100);
    expect((await stage.postToken(asFields(await stage.addRecord()))).status).toBe(200);
  });

  it('is limited a minute, before kintone is asked', async () => {
    const answers: Response[] = [];
    while (answers.length < 250) {
      answers.push(...(await guessTimes(25)));
    }
    const codes = await Promise.all(answers.map(codeOf));
    expect(codes.filter((code) => code === 'sign-in-refused')).toHaveLength(200);
    expect(codes.filter((code) => code === 'too-many-attempts')).toHaveLength(50);
    // 300 guesses, and the two of the rep.
    expect(stage.kintoneAsked()).toBe(302);
    const answer = await guess(77);
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
      expect(answer.headers.get('access-control-allow-origin')).toBe(stage.kintone.origin);
      expect(text).not.toMatch(/_SID|_TOKEN|_ID|GAIA/);
      expect(stage.functions.output()).toMatch(logged);
      expect(stage.leaked()).toEqual([]);
    } finally {
      await stage.stop();
    }
  });

  it('tells no page which kintone it is for when that is what is missing', async () => {
    const stage = await openStage({ KINTONE_APP_URI: 'https://example.s.cybozu.com' });
    try {
      const answer = await stage.postToken({}, { origin: 'https://evil.example' });
      expect(await codeOf(answer)).toBe('setup-incomplete');
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    } finally {
      await stage.stop();
    }
  });
});
