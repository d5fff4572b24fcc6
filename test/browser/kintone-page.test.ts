import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { launchBrowser } from '../../sandbox/browser';
import { startKintone, type KintoneStandIn } from '../../sandbox/kintone/server';

/** A customization that writes down every event, and leaves a mark in the space each time. */
const PROBE = `
  window.seen = [];
  window.spaces = [];
  const types = ['detail.show', 'index.show', 'edit.show', 'create.show', 'edit.submit', 'edit.submit.success',
    'create.submit.success', 'detail.delete.submit'].map((name) => 'app.record.' + name);
  kintone.events.on(types, (event) => {
    window.seen.push(event.type.slice(11) + (event.recordId ? ' ' + event.recordId : ''));
    const space = kintone.app.record.getSpaceElement('connectButtonSpace');
    if (event.type === 'app.record.detail.show') {
      window.spaces.push(space);
      space && space.append(document.createElement('mark'));
    }
    return event;
  });
`;

declare const window: { seen: string[]; spaces: Array<HTMLElement | null>; marked?: string };

let browser: Browser;
let standIn: KintoneStandIn;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser(inject('browser'), { microphone: 'tone' });
});
afterEach(async () => {
  await page?.close();
  await standIn?.stop();
});
afterAll(() => browser?.close());

async function open(path: string, options: Partial<Parameters<typeof startKintone>[0]> = {}): Promise<void> {
  standIn = await startKintone({ port: 0, ...options });
  standIn.addForeignFile('1', 'first.js', 'window.marked = "first";', 'published');
  standIn.addForeignFile('1', 'probe.js', `${PROBE}; window.marked += " second";`, 'published');
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(standIn.origin + path);
}

const seen = (): Promise<string[]> => page.evaluate(() => window.seen);
const until = (events: string[]): Promise<void> => expect.poll(seen, { timeout: 5000 }).toEqual(events);
const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

/** How often the customization has marked the space that is on the page now. */
const marks = (): Promise<number> => page.evaluate(() => document.querySelectorAll('mark').length);

describe('the record page', () => {
  test('shows, pages, edits, cancels and saves within one document, and says so in this order', async () => {
    await open('/k/1/show#record=1');
    await until(['detail.show 1']);
    expect(await page.evaluate(() => window.marked)).toBe('first second');
    await press('次のレコード');
    await until(['detail.show 1', 'detail.show 2']);
    await press('レコードを編集する');
    await until(['detail.show 1', 'detail.show 2', 'edit.show 2']);
    await press('キャンセル');
    await press('レコードを編集する');
    await page.getByLabel('部署名').fill('資材部');
    await press('保存');
    await until([
      ...['detail.show 1', 'detail.show 2', 'edit.show 2', 'detail.show 2', 'edit.show 2'],
      ...['edit.submit 2', 'edit.submit.success 2', 'detail.show 2'],
    ]);
    expect(await page.getByText('資材部').isVisible()).toBe(true);
    expect(standIn.records('1')[1]).toMatchObject({ 部署名: { value: '資材部' }, $revision: { value: '2' } });
    expect(standIn.requestCounts()['GET /k/1/show']).toBe(1);
  });

  test('draws a new space each time, or keeps the same, as the variant says', async () => {
    await open('/k/1/show#record=1', { variants: { spaceElement: 'new' } });
    await until(['detail.show 1']);
    await press('次のレコード');
    await until(['detail.show 1', 'detail.show 2']);
    expect([await marks(), await page.evaluate(() => window.spaces[0] === window.spaces[1])]).toEqual([
      1,
      false,
    ]);

    standIn.setVariant({ spaceElement: 'same' });
    await page.reload();
    await until(['detail.show 2']);
    await press('前のレコード');
    await until(['detail.show 2', 'detail.show 1']);
    expect([await marks(), await page.evaluate(() => window.spaces[0] === window.spaces[1])]).toEqual([
      2,
      true,
    ]);
    expect(await page.getByText('03-1234-5601').isVisible()).toBe(true);

    standIn.setVariant({ spaceElement: 'absent' });
    await page.reload();
    await until(['detail.show 1']);
    expect(await page.evaluate(() => window.spaces[0])).toBeNull();
  });

  test('loads a new document for each, where the variant says so', async () => {
    await open('/k/1/show#record=1', { variants: { detailChange: 'new-document' } });
    await until(['detail.show 1']);
    await press('次のレコード');
    await until(['detail.show 2']);
    await press('レコードを編集する');
    await until(['edit.show 2']);
    await press('保存');
    await until(['detail.show 2']);
    expect(standIn.requestCounts()['GET /k/1/show']).toBe(4);
  });

  test('doubles its events, where the variant says so', async () => {
    await open('/k/1/show#record=1', { variants: { showEvents: 'twice' } });
    await until(['detail.show 1', 'detail.show 1']);
  });

  test('shows what is wrong with an edit, and stays there', async () => {
    await open('/k/1/show#record=1&mode=edit');
    await until(['edit.show 1']);
    await page.getByLabel('会社名').fill('');
    await press('保存');
    await expect.poll(() => page.getByText('必須です。').count()).toBe(1);
    expect(await seen()).toEqual(['edit.show 1', 'edit.submit 1']);
  });

  test('lists, opens, makes and deletes records by loading pages', async () => {
    await open('/k/1/');
    await until(['index.show']);
    await page.getByRole('link', { name: 'レコードを追加する' }).click();
    await until(['create.show']);
    await page.getByLabel('会社名').fill('株式会社ためし');
    await press('保存');
    await until(['detail.show 15']);
    page.once('dialog', (dialog) => dialog.accept());
    await press('レコードを削除する');
    await until(['index.show']);
    await page.getByRole('link', { name: 'レコードの詳細を表示する' }).first().click();
    await until(['detail.show 1']);
    expect(standIn.records('1')).toHaveLength(14);
  });
});

describe('kintone’s JavaScript API', () => {
  test('asks REST with the session, and rejects with the error’s body', async () => {
    await open('/k/1/show?as=suzuki.ichiro#record=1');
    await until(['detail.show 1']);
    const found = await page.evaluate(async () => {
      const api = kintone.api;
      const added: unknown = await api(api.url('/k/v1/record', true), 'POST', {
        app: 3,
        record: { challenge: { value: 'c' } },
      });
      const refused: unknown = await api('/k/v1/record.json', 'GET', { app: 1, id: 99 }).catch(
        (e: unknown) => e,
      );
      const listed = (await api('/k/v1/records', 'GET', { app: 1, query: '$id = 1', fields: ['TEL'] })) as {
        records: unknown;
      };
      const user = kintone.getLoginUser();
      return { added, refused, listed: listed.records, user: `${user.id} ${user.code} ${user.language}` };
    });
    expect(found).toMatchObject({
      added: { id: '1', revision: '1' },
      refused: { code: 'GAIA_RE01', message: '指定したレコード（id: 99）が見つかりません。' },
      listed: [{ TEL: { value: '03-1234-5601' } }],
      user: '3 suzuki.ichiro ja',
    });
    expect(standIn.records('3')[0]).toMatchObject({ Created_by: { value: { code: 'suzuki.ichiro' } } });
  });

  test('waits for handlers that promise, outlives those that throw, and forgets those taken off', async () => {
    await open('/k/1/show#record=1');
    await until(['detail.show 1']);
    await page.evaluate(() => {
      const late = (): number => window.seen.push('taken off');
      kintone.events.on('app.record.detail.show', () => Promise.reject(new Error('on purpose')));
      kintone.events.on('app.record.detail.show', late);
      kintone.events.on('app.record.detail.show', () =>
        new Promise((resolve) => setTimeout(resolve, 200)).then(() => window.seen.push('waited')),
      );
      kintone.events.on('app.record.detail.show', () => window.seen.push('after'));
      kintone.events.off('app.record.detail.show', late);
    });
    await press('次のレコード');
    await until(['detail.show 1', 'detail.show 2', 'waited', 'after']);
  });

  test('what a page lays over itself stays clear of the sandbox’s pane', async () => {
    await open('/k/1/show#record=1', { calleePhoneUrl: 'http://localhost:9/' });
    await until(['detail.show 1']);
    const dock = await page.evaluate(() => {
      const bar = document.body.appendChild(document.createElement('div'));
      bar.style.cssText = 'position: fixed; left: 0; right: 0; bottom: 0; height: 56px';
      const { left, right, bottom } = bar.getBoundingClientRect();
      return { left, right, bottom };
    });
    const pane = await page.getByRole('complementary', { name: 'サンドボックス' }).boundingBox();
    expect(dock).toEqual({ left: 0, right: 976, bottom: 800 });
    expect(pane).toMatchObject({ x: 976, y: 0, width: 304, height: 800 });
  });
});
