import { defineConfig } from 'vitest/config';

// Builds dist/ when a source is newer than it, so that the tests that need it see the bundles of today.
const BUILT = ['test/build-once.ts'];

export default defineConfig(({ mode }) => ({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/**/*.contract.test.ts'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          // The built Functions and commands against the stand-ins, over HTTP.
          name: 'contract',
          include: ['test/**/*.contract.test.ts'],
          globalSetup: BUILT,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: [...BUILT, 'test/browser/unpack-browser.ts'],
          // `vitest run --mode soak` lets the leak test take its full length.
          env: { SOAK: mode === 'soak' ? '1' : '' },
          // Two browsers at a time: most of a call is waiting, and more of them would take each other's audio time.
          maxWorkers: 2,
          // And alone: on the same 2 cores everything else would be heard in the call.
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
}));
