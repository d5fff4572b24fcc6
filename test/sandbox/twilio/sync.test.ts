import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Stage, SYNC_SID } from './support/stage';

let stage: Stage;
let count = 0;

beforeAll(async () => {
  stage = await Stage.start();
});

afterAll(() => stage.stop());

const SERVICE = `/v1/Services/${SYNC_SID}`;
const DOCUMENTS = `${SERVICE}/Documents`;
const MAPS = `${SERVICE}/Maps`;

type Json = Record<string, unknown>;
const post = (path: string, form: Record<string, string>, ifMatch?: unknown) =>
  stage.rest(path, { form, ...(ifMatch === undefined ? {} : { headers: { 'If-Match': String(ifMatch) } }) });
const read = async (answer: Response) => (await answer.json()) as Json;

/** Objects of their own for each test: the rates count an object. */
async function newDocument(form: Record<string, string> = {}): Promise<{ name: string; body: Json }> {
  const name = `document-${(count += 1)}`;
  const answer = await post(DOCUMENTS, { UniqueName: name, Data: '{"n":0}', ...form });
  expect(answer.status).toBe(201);
  return { name, body: await read(answer) };
}

async function newMap(keys: string[] = []): Promise<string> {
  const name = `map-${(count += 1)}`;
  expect((await post(MAPS, { UniqueName: name })).status).toBe(201);
  for (const key of keys) {
    await post(`${MAPS}/${name}/Items`, { Key: key, Data: JSON.stringify({ key }) });
  }
  return name;
}

describe('documents', () => {
  it('are created, read by name and by sid, changed and deleted', async () => {
    const { name, body } = await newDocument();
    expect(body).toMatchObject({ unique_name: name, revision: '0', data: { n: 0 }, date_expires: null });
    expect(await read(await stage.rest(`${DOCUMENTS}/${String(body.sid)}`))).toMatchObject({
      data: { n: 0 },
    });
    const changed = await post(`${DOCUMENTS}/${name}`, { Data: '{"n":1}' });
    expect(changed.headers.get('etag')).toBe('"1"');
    expect(await read(changed)).toMatchObject({ revision: '1', data: { n: 1 } });
    expect((await stage.rest(`${DOCUMENTS}/${name}`, { method: 'DELETE' })).status).toBe(204);
    const gone = await stage.rest(`${DOCUMENTS}/${name}`);
    expect(gone.status).toBe(404);
    expect(await read(gone)).toMatchObject({ code: 20404, status: 404, more_info: expect.any(String) });
  });

  it('are claimed by one of many at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post(DOCUMENTS, { UniqueName: 'claimed', Data: '{}' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused && (await read(refused))).toMatchObject({ code: 54301 });
  });

  it('are changed by one of many that saw the same revision', async () => {
    const { name, body } = await newDocument();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        post(`${DOCUMENTS}/${name}`, { Data: JSON.stringify({ n }) }, body.revision),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(7);
    expect(stage.twilio.sync.documents().find((one) => one.name === name)?.revision).toBe('1');
  });

  it('lose no count when every writer reads again after a conflict', async () => {
    const { name } = await newDocument();
    const add = async (): Promise<void> => {
      const { data, revision } = (await read(await stage.rest(`${DOCUMENTS}/${name}`))) as {
        data: { n: number };
        revision: string;
      };
      const answer = await post(
        `${DOCUMENTS}/${name}`,
        { Data: JSON.stringify({ n: data.n + 1 }) },
        revision,
      );
      if (answer.status === 412) {
        await add();
      }
    };
    await Promise.all([add(), add(), add(), add()]);
    expect(stage.twilio.sync.documents().find((one) => one.name === name)?.data).toEqual({ n: 4 });
  });

  it('hold 16 KiB and no more, and only JSON objects', async () => {
    const data = (size: number) => JSON.stringify({ text: 'x'.repeat(size - 11) });
    await newDocument({ Data: data(16 * 1024) });
    const refused = async (Data: string) => (await post(DOCUMENTS, { Data })).status;
    expect(await refused(data(16 * 1024 + 1))).toBe(413);
    expect(await refused('[1]')).toBe(400);
    expect(await refused('nope')).toBe(400);
  });

  it('take 20 writes and 20 reads a second', async () => {
    const { name } = await newDocument();
    const times = <T>(n: number, what: () => Promise<T>) => Promise.all(Array.from({ length: n }, what));
    const writes = await times(60, () => post(`${DOCUMENTS}/${name}`, { Data: '{}' }));
    const reads = await times(60, () => stage.rest(`${DOCUMENTS}/${name}`));
    const refused = (answers: Response[]) => answers.filter(({ status }) => status === 429).length;
    expect(refused(writes)).toBeGreaterThan(0);
    expect(refused(reads)).toBeGreaterThan(0);
    expect(refused(reads)).toBeLessThan(41);
    const limited = reads.find(({ status }) => status === 429);
    expect(limited && (await read(limited))).toMatchObject({ code: 20429 });
    expect((await newDocument()).body.revision).toBe('0');
  });

  it('go away some time after their time to live, and an update may give them more', async () => {
    const short = await newDocument({ Ttl: '1' });
    const kept = await newDocument({ Ttl: '1' });
    await post(`${DOCUMENTS}/${kept.name}`, { Ttl: '60' });
    const status = async (name: string) => (await stage.rest(`${DOCUMENTS}/${name}`)).status;
    expect(await status(short.name)).toBe(200);
    await expect.poll(() => status(short.name), { timeout: 4000, interval: 200 }).toBe(404);
    expect(await status(kept.name)).toBe(200);
    expect((await post(DOCUMENTS, { UniqueName: short.name, Data: '{}' })).status).toBe(201);
    expect((await post(DOCUMENTS, { Ttl: '31536001' })).status).toBe(400);
  });

  it('do not exist in another service', async () => {
    expect((await stage.rest(`/v1/Services/IS${'0'.repeat(32)}/Documents`)).status).toBe(404);
  });
});

describe('map items', () => {
  it('are created once, changed under a revision, and deleted', async () => {
    const items = `${MAPS}/${await newMap()}/Items`;
    const created = await read(await post(items, { Key: 'twilio:CA1', Data: '{"a":1}' }));
    expect(created).toMatchObject({ key: 'twilio:CA1', revision: '0', data: { a: 1 } });
    const again = await post(items, { Key: 'twilio:CA1', Data: '{}' });
    expect([again.status, (await read(again)).code]).toEqual([409, 54208]);
    const one = `${items}/${encodeURIComponent('twilio:CA1')}`;
    expect((await post(one, { Data: '{"a":2}' }, '0')).status).toBe(200);
    expect((await post(one, { Data: '{"a":3}' }, '0')).status).toBe(412);
    const remove = (revision: string) =>
      stage.rest(one, { method: 'DELETE', headers: { 'If-Match': revision } });
    expect((await remove('0')).status).toBe(412);
    expect((await remove('1')).status).toBe(204);
    expect((await stage.rest(one)).status).toBe(404);
  });

  it('are listed by key, from a key, in pages', async () => {
    const map = await newMap(['a', 'b', 'c', 'd', 'e']);
    const keys = async (query: string): Promise<unknown[]> => {
      const page = await read(await stage.rest(`${MAPS}/${map}/Items?${query}`));
      return (page.items as Json[]).map(({ key }) => key);
    };
    expect(await keys('')).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await keys('Order=desc')).toEqual(['e', 'd', 'c', 'b', 'a']);
    expect(await keys('From=c')).toEqual(['c', 'd', 'e']);
    expect(await keys('From=c&Bounds=exclusive')).toEqual(['d', 'e']);
    expect(await keys('From=c&Order=desc')).toEqual(['c', 'b', 'a']);
    const first = await read(await stage.rest(`${MAPS}/${map}/Items?PageSize=2`));
    const { next_page_url: next } = first.meta as { next_page_url: string };
    expect(next).toMatch(/^https:\/\/sync\.twilio\.com\/v1\//);
    expect(await keys(new URL(next).search.slice(1))).toEqual(['c', 'd']);
  });

  it('share one rate: a map is one object', async () => {
    const items = `${MAPS}/${await newMap()}/Items`;
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) => post(items, { Key: `k${n}`, Data: '{}' })),
    );
    expect(answers.some(({ status }) => status === 429)).toBe(true);
  });

  it('expire one by one', async () => {
    const map = await newMap(['stays']);
    await post(`${MAPS}/${map}/Items`, { Key: 'goes', Data: '{}', ItemTtl: '1' });
    expect(stage.twilio.sync.items(map)).toHaveLength(2);
    await expect
      .poll(() => stage.twilio.sync.items(map).map(({ name }) => name), { timeout: 4000 })
      .toEqual(['stays']);
  });
});
