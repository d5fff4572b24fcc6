import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, it } from 'vitest';
import { SETTING_NAMES } from '../../twilio-functions/settings';

const text = await readFile(join(import.meta.dirname, '../../.env.example'), 'utf8');

it('.env.example has every setting there is and no other, and no value', () => {
  const names = [...SETTING_NAMES.filter((name) => name !== 'DOMAIN_NAME')];
  const ofUpload = ['FUNCTIONS_URL', 'KINTONE_USERNAME', 'KINTONE_PASSWORD'];
  const given = parseEnv(text);
  expect(Object.keys(given).sort()).toEqual([...names, ...ofUpload].sort());
  expect(new Set(Object.values(given))).toEqual(new Set(['']));
});

it('explains every setting in Japanese and in English', () => {
  const blocks = text.split(/\n\n/).filter((block) => /^[A-Z]/m.test(block));
  for (const block of blocks) {
    const lines = block.split('\n').filter((line) => /^# (?!-)/.test(line));
    expect(
      lines.some((line) => /[ぁ-ん]/.test(line)),
      block,
    ).toBe(true);
    expect(
      lines.some((line) => /^# [\u0020-\u007e\u7000-\u9fffぁ-んァ-ンー：…]*[a-z]{3}/.test(line)),
      block,
    ).toBe(true);
  }
});
