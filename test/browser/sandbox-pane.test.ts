import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openStage, type Stage } from './stage';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

async function pane(): Promise<{ page: Page; pane: Locator; open: (title: string) => Promise<void> }> {
  const rep = await stage.rep();
  await rep.openCustomer(2);
  const host = rep.page.getByRole('complementary', { name: 'サンドボックス' });
  return {
    page: rep.page,
    pane: host,
    open: async (title) => {
      await host.locator('summary', { hasText: title }).focus();
      await rep.page.keyboard.press('Enter');
    },
  };
}

const press = async (button: Locator): Promise<void> => {
  await button.focus();
  await button.press('Enter');
};

describe('the dark pane, by keyboard', () => {
  test('lets the customer on the screen call, and one without a number', async () => {
    const { pane: host, open } = await pane();
    await open('着信・MiiTel');
    const group = host.getByRole('group', { name: 'お客様から電話' });
    await press(group.getByRole('button', { name: '着信', exact: true }));
    await press(group.getByRole('button', { name: '非通知で着信' }));
    const incoming = async () =>
      (await stage.callee.calls())
        .filter(({ direction }) => direction === 'incoming')
        .map(({ from }) => from);
    await expect.poll(incoming).toEqual(['+81521234507', '+266696687']);
  });

  test('lets MiiTel deliver, and says what came back', async () => {
    const { pane: host, open } = await pane();
    await open('着信・MiiTel');
    await press(host.getByRole('group', { name: 'MiiTelの配信' }).getByRole('button', { name: '順不同' }));
    await expect.poll(() => host.locator('.sandbox-news').textContent()).toMatch(/議事録 \d+.*分析 \d+/);
  });

  test('makes a service slow, shows it folded as well, and makes all well again', async () => {
    const { page, pane: host, open } = await pane();
    await open('障害を起こす');
    const select = host.locator('label', { hasText: /^Webhook/ }).locator('select');
    await select.selectOption({ label: '結果だけ届かない' });
    const faults = async () => {
      const answer = await fetch(`${stage.sandbox.world.origins.twilio}/sandbox/faults`);
      return (await answer.json()) as unknown;
    };
    await expect.poll(faults).toEqual({
      webhooks: [
        { path: '/call-status', drop: true },
        { path: '/dial-ended', drop: true },
      ],
    });
    await host
      .locator('label', { hasText: /^kintone/ })
      .locator('select')
      .first()
      .selectOption('gone');
    await expect
      .poll(() => stage.sandbox.kintone.world.faults)
      .toMatchObject([{ path: '/k/v1/*', reset: true }]);

    await page.reload();
    await expect.poll(() => host.locator('.sandbox-badge').textContent()).toBe('2件');
    await open('障害を起こす');
    expect(await select.inputValue()).toBe('results');
    await press(host.getByRole('button', { name: 'すべて正常に戻す' }));
    await expect.poll(faults).toEqual({});
    await expect.poll(() => host.locator('.sandbox-badge').textContent()).toBe('');
    expect(stage.sandbox.kintone.world.faults).toEqual([]);
  });
});
