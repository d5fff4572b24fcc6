import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../customize-manifest.json';
import { isOurFile } from '../../setup/kintone/upload-app';
import { readBuiltFunctions } from '../../setup/twilio/built-functions';

const root = resolve(import.meta.dirname, '../..');

describe('what npm run build makes', () => {
  it('is known by upload as ours, file by file, the settings first', async () => {
    const paths = manifest.desktop.js;
    expect(paths).toEqual(['dist/kintone/settings.js', 'dist/kintone/client.js']);
    for (const path of paths) {
      const name = path.split('/').at(-1) ?? '';
      expect(isOurFile(name, await readFile(join(root, path))), path).toBe(true);
    }
  });

  it('is a folder that deploy takes, with the Functions there are', async () => {
    const { paths } = await readBuiltFunctions(root);
    expect(paths).toEqual([
      '/call-phone',
      '/call-status',
      '/dial-ended',
      '/health',
      '/incoming-call',
      '/miitel-webhook',
      '/outbox-sweep',
      '/token',
    ]);
  });
});
