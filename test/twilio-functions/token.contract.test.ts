import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TokenAnswer } from '../../contracts/token';
import { GUEST } from '../../sandbox/kintone/seed/users';
import { asFields, challengeOf, expectRefusal, strangersVerifier } from './rep-signing-in';
import { openStage, type Stage } from './stage';

const claimsOf = (jwt: string): unknown =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());

describe('POST /token', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage({ BLOCKED_REPS: 'tanaka.misaki' });
  });
  afterAll(() => stage.stop());

  const remaining = () => stage.kintone.records('3').length;

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

  it('refuses another verifier, and leaves the record to its owner', async () => {
    const proof = await stage.addRecord();
    await expectRefusal(stage, () => stage.postToken(asFields({ ...proof, verifier: strangersVerifier() })), {
      code: 'sign-in-refused',
      asked: 1,
    });
    expect((await stage.postToken(asFields(proof))).status).toBe(200);
  });

  it('refuses another rep’s record, and a record that is not there', async () => {
    const [own, other] = [await stage.addRecord('sato.hanako'), await stage.addRecord('suzuki.ichiro')];
    const crossed = { id: other.id, verifier: own.verifier };
    await expectRefusal(stage, () => stage.postToken(asFields(crossed)), {
      code: 'sign-in-refused',
      asked: 1,
    });
    await expectRefusal(stage, () => stage.postToken(asFields({ ...own, id: '4711' })), {
      code: 'sign-in-refused',
      asked: 1,
    });
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
    await expectRefusal(stage, () => stage.postToken(asFields(proof)), { code: 'sign-in-refused', asked: 1 });
  });

  it('refuses a record made by a guest', async () => {
    const proof = await stage.addRecord();
    const guest = { code: GUEST, name: '加藤 健' };
    stage.kintone.alterRecord('3', Number(proof.id), { creator: guest, modifier: guest });
    await expectRefusal(stage, () => stage.postToken(asFields(proof)), { code: 'sign-in-refused', asked: 1 });
  });

  it('refuses a record made by an API token', async () => {
    const verifier = strangersVerifier();
    const added = await fetch(`${stage.kintone.origin}/k/v1/record.json`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-cybozu-api-token': stage.kintone.tokens.signInAdd },
      body: JSON.stringify({ app: '3', record: { challenge: { value: challengeOf(verifier) } } }),
    });
    const { id } = (await added.json()) as { id: string };
    await expectRefusal(stage, () => stage.postToken(asFields({ id, verifier })), {
      code: 'sign-in-refused',
      asked: 1,
    });
  });

  it('takes a proof once', async () => {
    const proof = await stage.addRecord();
    expect((await stage.postToken(asFields(proof))).status).toBe(200);
    await expectRefusal(stage, () => stage.postToken(asFields(proof)), { code: 'sign-in-refused', asked: 1 });
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
    await expectRefusal(stage, () => stage.postToken(asFields({ ...proof, verifier: strangersVerifier() })), {
      code: 'sign-in-refused',
      asked: 1,
    });
    expect(remaining()).toBe(before);
    await expectRefusal(stage, () => stage.postToken(asFields(proof)), { code: 'sign-in-refused', asked: 2 });
    expect(remaining()).toBe(before - 1);
  });

  it('refuses a blocked rep, and leaves nothing of theirs behind', async () => {
    const before = remaining();
    const proof = await stage.addRecord('tanaka.misaki');
    await expectRefusal(stage, () => stage.postToken(asFields(proof)), { code: 'rep-blocked', asked: 2 });
    expect(remaining()).toBe(before);
  });

  it('has written no verifier, token or secret anywhere', () => {
    expect(stage.functions.output()).toContain('"code":"sign-in-refused"');
    expect(stage.leaked()).toEqual([]);
    stage.plant('sign-in-refused');
    expect(stage.leaked()).toEqual(['sign-in-refused']);
  });
});
