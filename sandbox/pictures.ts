/**
 * `npm run pictures`: takes the README's pictures from a running sandbox, so that they show what there is.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { findBrowser, launchBrowser } from './browser';
import { buildIfStale } from './build';
import { freeSandboxPorts } from './ports';
import { startSandbox, type Sandbox } from './sandbox';
import { APPS, createWorld } from './world';

const FOLDER = 'docs/pictures';
const LIMIT_MS = 20_000;

interface Shot {
  words: string;
  png: Buffer;
}

async function openRecord(browser: Browser, sandbox: Sandbox): Promise<Page> {
  const context = await browser.newContext({
    locale: 'ja-JP',
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: 1.5,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT_MS);
  await page.goto(`${sandbox.world.origins.kintone}/k/1/show#record=1`);
  await page.getByRole('button', { name: '発信', exact: true }).waitFor();
  await page.evaluate(() => document.fonts.ready);
  return page;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first();
const bar = (page: Page) => page.getByRole('region', { name: '通話' });

async function shows(page: Page, words: string): Promise<void> {
  await bar(page).getByText(words).first().waitFor();
  // Fonts of characters that have just come up are loaded now, and rings have made their turn.
  await page.waitForTimeout(700);
  await page.evaluate(() => document.fonts.ready);
}

async function takePage(page: Page, name: string): Promise<void> {
  await page.mouse.move(700, 780);
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
}

async function takeBar(page: Page, words: string): Promise<Shot> {
  await page.mouse.move(700, 300);
  return { words, png: await bar(page).locator('..').screenshot() };
}

async function takeStates(browser: Browser, shots: Shot[]): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1100, height: 400 }, deviceScaleFactor: 1.5 });
  const rows = shots.map(
    ({ words, png }) =>
      `<figure><figcaption>${words}</figcaption><img src="data:image/png;base64,${png.toString('base64')}"></figure>`,
  );
  await page.setContent(`<style>
      body { margin: 0; padding: 20px; background: #f5f5f5; font: 13px sans-serif; color: #5a6469; }
      figure { margin: 0 0 16px } figcaption { margin-bottom: 4px } img { width: 100%; display: block }
    </style>${rows.join('')}`);
  await page.screenshot({ path: join(FOLDER, 'call-bar.png'), fullPage: true });
}

/** A call, a delivery of MiiTel and a call back, as three rows. */
async function takeCallLog(page: Page, { world, kintone }: Sandbox): Promise<void> {
  kintone.world.apps.get(APPS.callLog)?.records.clear();
  const { twilio } = world.origins;
  const post = (path: string, body: object) =>
    fetch(`${twilio}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  await post('/sandbox/policy', { callee: 'answer', afterMs: 300 });
  await button(page, 'かけ直す').click();
  await shows(page, '通話中');
  await page.waitForTimeout(4000);
  await button(page, '切断').click();
  await shows(page, '通話を終了しました');
  await post('/sandbox/miitel', { kind: 'doubled' });
  await post('/sandbox/incoming-calls', { from: '+81312345601' });
  await page.waitForTimeout(8000);
  await page.goto(`${world.origins.kintone}/k/${APPS.callLog}/`);
  await page.locator('tbody tr').nth(2).waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({
    path: join(FOLDER, 'call-log.png'),
    clip: { x: 0, y: 0, width: 1440, height: 420 },
  });
}

async function take(browser: Browser, sandbox: Sandbox): Promise<void> {
  const { twilio } = sandbox;
  const shots: Shot[] = [];

  const page = await openRecord(browser, sandbox);
  await takePage(page, 'record-idle');
  sandbox.kintone.faults.add({ path: '/k/v1/record.json', method: 'POST', slowMs: 2500, times: 1 });
  await button(page, '発信').click();
  await shows(page, '準備しています');
  shots.push(await takeBar(page, 'signing in'));
  await shows(page, '呼び出し中');
  await takePage(page, 'ringing');
  shots.push(await takeBar(page, 'ringing'));
  const call = twilio.calls().at(-1);
  await fetch(`${sandbox.world.origins.twilio}/sandbox/calls/${call?.callSid}/answer`, { method: 'POST' });
  await shows(page, '通話中');
  await page.waitForTimeout(11_000);
  await takePage(page, 'record-page');
  shots.push(await takeBar(page, 'in a call'));
  twilio.setFaults({ dropSockets: true, signalling: 'refused' });
  await shows(page, '再接続しています');
  shots.push(await takeBar(page, 'the connection is lost for a moment'));
  twilio.setFaults({});
  await shows(page, '通話中');
  await button(page, '切断').click();
  await shows(page, '通話を終了しました');
  shots.push(await takeBar(page, 'hung up'));

  for (const [callee, words, english] of [
    ['busy', '話し中でした', 'busy'],
    ['no-answer', '応答がありませんでした', 'no answer'],
    ['unreachable', 'つながりませんでした', 'unreachable'],
  ] as const) {
    twilio.setPolicy({ callee, afterMs: 300 });
    await button(page, 'かけ直す').click();
    await shows(page, words);
    shots.push(await takeBar(page, english));
  }
  await takeCallLog(page, sandbox);
  await page.context().close();

  const alone = await openRecord(browser, sandbox);
  await sandbox.stopFunctions();
  await button(alone, '発信').click();
  await shows(alone, '電話サービスに接続できません');
  shots.push(await takeBar(alone, 'the phone service is down'));
  await takeStates(browser, shots);
}

await mkdir(FOLDER, { recursive: true });
await buildIfStale();
const found = await findBrowser();
const sandbox = await startSandbox({ world: createWorld(await freeSandboxPorts()) });
const browser = await launchBrowser(found, { microphone: 'tone' });
try {
  await take(browser, sandbox);
} finally {
  await browser.close();
  await sandbox.stop();
  await found.remove();
}
