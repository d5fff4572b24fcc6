import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAccessTokens } from '../../../kintone/call/access-token';
import { codeOf } from '../../../kintone/call/phone-error';

const never = new Promise<never>(() => undefined);

const tokensOf = (parts: { addSignInRecord: () => Promise<string>; fetch: typeof fetch }) =>
  createAccessTokens({
    functionsUrl: 'http://127.0.0.1',
    loginCode: 'sato.hanako',
    storage: () => ({ getItem: () => null, setItem: () => undefined }),
    report: () => undefined,
    now: Date.now,
    ...parts,
  });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const settled = async (work: Promise<unknown>) => {
  const seen = { code: '' };
  work.catch((error: unknown) => {
    seen.code = codeOf(error);
  });
  // The proof is made outside of the fake clock.
  await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0));
  return seen;
};

describe('waits of a sign-in', () => {
  it('gives the sign-in record 5 s', async () => {
    const tokens = tokensOf({ addSignInRecord: () => never, fetch: () => never });
    const seen = await settled(tokens.get());
    await vi.advanceTimersByTimeAsync(4_900);
    expect(seen.code).toBe('');
    await vi.advanceTimersByTimeAsync(200);
    expect(seen.code).toBe('sign-in-slow');
  });

  it('gives the token 8 s, and then lets the request go', async () => {
    let signal: AbortSignal | null | undefined;
    const tokens = tokensOf({
      addSignInRecord: async () => '1',
      fetch: (_url, init) => {
        signal = init?.signal;
        return never;
      },
    });
    const seen = await settled(tokens.get());
    await vi.advanceTimersByTimeAsync(7_900);
    expect(seen.code).toBe('');
    await vi.advanceTimersByTimeAsync(200);
    expect(seen.code).toBe('service-slow');
    expect(signal?.aborted).toBe(true);
  });
});
