import type { TestProject } from 'vitest/node';
import { findBrowser, type FoundBrowser } from '../../sandbox/browser';

declare module 'vitest' {
  interface ProvidedContext {
    browser: Omit<FoundBrowser, 'remove'>;
  }
}

/** Unpacks the browser once for all files; a missing browser fails the whole run here, with the line that mends it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { remove, ...browser } = await findBrowser();
  project.provide('browser', browser);
  return remove;
}
