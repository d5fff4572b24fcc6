import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from './stage';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

describe('GET /health', () => {
  let good: Stage;
  let broken: Stage;
  beforeAll(async () => {
    [good, broken] = await Promise.all([
      openStage(),
      openStage({ TWIMLAPPS_SID: '', FROM_NUMBER: '03-1234' }),
    ]);
  });
  afterAll(() => Promise.all([good.stop(), broken.stop()]));

  const ask = async (stage: Stage, authorization?: string, suffix = '') => {
    const headers = authorization === undefined ? {} : { authorization };
    const answer = await fetch(`${stage.functions.origin}/health${suffix}`, { headers });
    return { status: answer.status, body: (await answer.json()) as unknown };
  };

  it('tells anyone whether it is set up, and which version it is', async () => {
    expect(await ask(good)).toEqual({ status: 200, body: { ok: true, version } });
    expect(await ask(broken)).toEqual({ status: 503, body: { ok: false, version } });
  });

  it('tells the operator what is missing, without values', async () => {
    const { body } = await ask(broken, `Bearer ${broken.world.operatorSecret}`);
    expect(body).toEqual({
      ok: false,
      version,
      faults: ['TWIMLAPPS_SID is missing', 'FROM_NUMBER must be a number in E.164, like +815012345678'],
    });
    expect(await ask(good, `Bearer ${good.world.operatorSecret}`)).toMatchObject({ body: { faults: [] } });
  });

  it.each(['', 'Bearer ', 'Bearer x', 'Basic x', 'Bearer undefined'])(
    'tells %j no more than anyone',
    async (header) => {
      expect(await ask(broken, header)).toEqual({ status: 503, body: { ok: false, version } });
    },
  );

  it('does not take the secret from a URL', async () => {
    const suffix = `?authorization=Bearer%20${broken.world.operatorSecret}`;
    expect((await ask(broken, undefined, suffix)).body).toEqual({ ok: false, version });
  });

  it('survives a query named request', async () => {
    const { status, body } = await ask(good, undefined, '?request=x');
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { code: 'bad-request' } });
    expect((await ask(good)).status).toBe(200);
    expect(good.functions.output()).not.toMatch(/unhandled|uncaught/);
  });
});
