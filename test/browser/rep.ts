import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { hearInPage, liveMicrophones } from './page-ears';

const STATE_LIMIT_MS = 15_000;
/** Nobody clicks twice within this time on purpose; the product takes a faster second click for an accident. */
const HUMAN_MS = 700;

/** A rep at a browser: what they do, and what they see, in their words. */
export class Rep {
  /** Everything the page complained of: console errors, uncaught errors, requests that would have left the machine. */
  readonly complaints: string[] = [];
  readonly #expected: RegExp[] = [];
  #lastClick = 0;

  constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    private readonly kintone: string,
  ) {
    this.#listen(page);
  }

  #listen(page: Page): void {
    page.on('console', (message) => {
      const text = message.text();
      if (message.type() === 'error' && !this.#expected.some((pattern) => pattern.test(text))) {
        this.complaints.push(`console: ${text} (${message.location().url})`);
      }
    });
    page.on('pageerror', (error) => this.complaints.push(`uncaught: ${error.stack ?? error.message}`));
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol.startsWith('http') && hostname !== 'localhost') {
        this.complaints.push(`left the machine: ${request.method()} ${hostname}`);
      }
    });
  }

  /** Says which console errors belong to what this test breaks on purpose; nothing else is ever forgiven. */
  expectComplaint(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  async openCustomer(record: number | string): Promise<void> {
    await this.page.goto(`${this.kintone}/k/1/show#record=${record}`);
    await this.button('発信').waitFor({ timeout: STATE_LIMIT_MS });
  }

  /** The product's button in the space beside the phone field, or in the bar. */
  button(name: string | RegExp): ReturnType<Page['getByRole']> {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' }).first();
  }

  async clicks(name: string | RegExp, paceMs = HUMAN_MS): Promise<void> {
    await this.page.waitForTimeout(Math.max(0, this.#lastClick + paceMs - Date.now()));
    await this.button(name).click({ timeout: STATE_LIMIT_MS });
    this.#lastClick = Date.now();
  }

  /** What the phone's bar says and what a screen reader is told; nothing where the bar is not shown. */
  async told(): Promise<string> {
    const parts = ['region', 'alert', 'status'] as const;
    const texts = await Promise.all(
      parts.map((role) =>
        this.page.getByRole(role, role === 'region' ? { name: '通話' } : {}).allInnerTexts(),
      ),
    );
    return texts.flat().join(' ').replace(/\s+/g, ' ').trim();
  }

  /** Waits until the phone's bar says this; `suffered` names what a rep would have gone through otherwise. */
  async sees(text: string | RegExp, suffered: string, timeout = STATE_LIMIT_MS): Promise<void> {
    const pattern = typeof text === 'string' ? new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) : text;
    await expect.poll(() => this.told(), { timeout, message: suffered }).toMatch(pattern);
  }

  async hears(hz: number, suffered: string): Promise<void> {
    await expect
      .poll(async () => Math.abs(((await hearInPage(this.page))?.hz ?? 0) - hz) < 15, {
        timeout: STATE_LIMIT_MS,
        message: suffered,
      })
      .toBe(true);
  }

  /** Clicks something of kintone's own page. */
  async kintoneTool(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).first().click({ noWaitAfter: true });
  }

  /** Answers the next question the browser asks within 5 s; resolves with its kind, or with `none`. */
  answersQuestion(answer: 'accept' | 'dismiss'): Promise<string> {
    return new Promise((resolve) => {
      const limit = setTimeout(() => resolve('none'), 5000);
      this.page.once('dialog', (dialog) => {
        clearTimeout(limit);
        void dialog[answer]().then(() => resolve(dialog.type()));
      });
    });
  }

  /** How many microphones are on just now. */
  liveMicrophones(): Promise<number> {
    return liveMicrophones(this.page);
  }

  async leaves(): Promise<void> {
    await this.context.close();
  }
}
