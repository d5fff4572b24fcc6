import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { APPS } from '../../sandbox/world';
import { callAndTalk, repAtMinato } from './acts';
import type { Rep } from './rep';
import { openStage, type Stage } from './stage';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage?.close());

type Row = Record<string, unknown>;

/** The rows of 通話履歴, oldest first: field code -> value. */
function rows(): Row[] {
  return stage.sandbox.kintone
    .records(APPS.callLog)
    .map((record) =>
      Object.fromEntries(
        Object.entries(record).map(([code, field]) => [code, (field as { value: unknown }).value]),
      ),
    );
}

async function rowsBecome(count: number, suffered: string): Promise<Row[]> {
  await expect.poll(() => rows().length, { timeout: 15_000, message: suffered }).toBe(count);
  return rows();
}

const kintone = () => stage.sandbox.world.origins.kintone;

/** The rows as the rep sees them in the list of 通話履歴, newest first. */
async function listed(rep: Rep): Promise<string[]> {
  await rep.page.goto(`${kintone()}/k/${APPS.callLog}/`);
  const table = rep.page.locator('tbody tr');
  await table.first().waitFor();
  return (await table.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
}

describe('the call log', () => {
  it('has a call within seconds of its end, once, with who and how long, and leads to the customer', async () => {
    const rep = await repAtMinato(stage);
    await callAndTalk(stage, rep);
    await rep.page.waitForTimeout(1600);
    await rep.clicks('切断');
    await rep.sees('通話を終了しました', 'the call could not be ended');

    const [row] = await rowsBecome(1, 'the rep would have to write the call down by hand');
    expect(row).toMatchObject({
      source: 'Twilio',
      direction: '発信',
      result: '応答',
      company: '株式会社みなと商事',
      contact: '山田 太郎',
      phone_number: '03-1234-5601',
      rep: [{ code: 'sato.hanako', name: '佐藤 花子' }],
      rep_name: '佐藤 花子',
      customer_url: `${kintone()}/k/${APPS.customers}/show#record=1`,
    });
    expect(Number(row?.duration)).toBeGreaterThanOrEqual(1);
    expect(Number(row?.duration)).toBeLessThan(10);

    const [line] = await listed(rep);
    for (const text of ['株式会社みなと商事', '山田 太郎', '03-1234-5601', '佐藤 花子', '発信', '応答'])
      expect(line, 'the list of calls does not say who was called').toContain(text);
    const [customer] = await Promise.all([
      rep.context.waitForEvent('page'),
      rep.page
        .locator('tbody tr')
        .first()
        .getByRole('link', { name: /record=1/ })
        .click(),
    ]);
    await customer.getByRole('button', { name: '発信', exact: true }).first().waitFor();
    expect(rows()).toHaveLength(1);
  });

  it('has three rows after a call, a delivery of MiiTel sent twice, and a customer who calls back', async () => {
    const before = rows().length;
    const rep = await repAtMinato(stage);
    await callAndTalk(stage, rep);
    await rep.clicks('切断');
    await rowsBecome(before + 1, 'the call is not in the log');
    await rep.page.getByText('着信・MiiTel').click();
    await rep.page.getByRole('button', { name: '2回', exact: true }).click();
    await rowsBecome(before + 2, 'MiiTel’s call is not in the log, or is there twice');
    await rep.page.locator('.sandbox').getByRole('button', { name: '着信', exact: true }).first().click();
    await rowsBecome(before + 3, 'a customer called back and nobody will know');

    const three = rows().slice(-3);
    expect(three.map(({ source, direction, result }) => [source, direction, result])).toEqual([
      ['Twilio', '発信', '応答'],
      ['MiiTel', '発信', '応答'],
      ['Twilio', '着信', '案内'],
    ]);
    for (const row of three)
      expect(row, 'a row does not lead to its customer, or to the rep').toMatchObject({
        company: '株式会社みなと商事',
        customer_url: `${kintone()}/k/${APPS.customers}/show#record=1`,
        rep: [{ code: 'sato.hanako' }],
      });
    await rep.page.waitForTimeout(2000);
    expect(rows(), 'a call came into the log a second time').toHaveLength(before + 3);
  });

  it('gets a call that could not be written at once, by the rep’s own page, before anybody looks', async () => {
    const before = rows().length;
    const rep = await repAtMinato(stage);
    const nudges: string[] = [];
    rep.page.on('request', (request) => {
      if (request.url().endsWith('/outbox-sweep')) nudges.push(request.method());
    });
    await callAndTalk(stage, rep);
    // The last word of both legs is lost: nothing but the Dial's action says that the call is over.
    await stage.callee.faults({ webhooks: [{ path: '/call-status', drop: true }] });
    await rep.clicks('切断');
    await rep.sees('通話を終了しました', 'the call could not be ended');
    await rowsBecome(before + 1, 'a callback was lost, and with it the call');
    expect(nudges, 'the page asked more often than once').toEqual(['POST']);
  });
});
