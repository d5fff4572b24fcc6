import { afterEach, expect, it, vi } from 'vitest';
import { codeOf } from '../../../kintone/call/phone-error';
import { kintonePage } from '../../../kintone/page/kintone-page';

/** kintone's page, of which only a refused request is played. */
const failing = (failure: unknown, onLine: boolean) => {
  vi.stubGlobal('navigator', { onLine });
  vi.stubGlobal('kintone', {
    getLoginUser: () => ({ code: 'sato.hanako', language: 'ja' }),
    api: Object.assign(() => Promise.reject(failure), { url: (path: string) => `${path}.json` }),
  });
  return kintonePage().addSignInRecord('3', 'challenge').then(String, codeOf);
};

afterEach(() => void vi.unstubAllGlobals());

it.each([
  [{ code: 'CB_NO02', message: '' }, 'no-permission'],
  [{ code: 'CB_AU01', message: '' }, 'login-over'],
  [{ code: 'GAIA_AP01', message: '' }, 'setup-incomplete'],
  [{ code: 'GAIA_TO01', message: '' }, 'kintone-unavailable'],
  // A page of kintone's under maintenance, or a proxy's.
  ['<html>503</html>', 'kintone-unavailable'],
  [{ message: 'no code' }, 'kintone-unavailable'],
  [undefined, 'kintone-unavailable'],
])('reads kintone’s refusal %j as %s', async (failure, code) => {
  expect(await failing(failure, true)).toBe(code);
});

it('says offline only where the browser is', async () => {
  expect(await failing(undefined, false)).toBe('offline');
  expect(await failing({ code: 'CB_NO02' }, false)).toBe('no-permission');
});
