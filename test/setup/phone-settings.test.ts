import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { settingsScript } from '../../contracts/settings-script';
import example from '../../kintone-phone.config.example.json';
import { readSettings } from '../../kintone/settings';
import { sandboxSettings } from '../../sandbox/settings';
import { createWorld } from '../../sandbox/world';
import { type Environment, readEnvironment } from '../../setup/settings/environment';
import { readPhoneSettings } from '../../setup/settings/phone-settings';
import { readFunctionsVariables } from '../../setup/twilio/functions-variables';
import { functionsContext } from '../twilio-functions/functions-context';

const environment = {
  KINTONE_APP_URI: 'example.cybozu.com',
  FUNCTIONS_URL: 'https://kintone-phone-1234-dev.twil.io/',
  SIGN_IN_APP_ID: '3',
  FROM_NUMBER: '+815012345678',
};

describe('the settings of a phone', () => {
  it('come from .env and the config file, and are what the page accepts', () => {
    const read = readPhoneSettings(example, environment);
    expect(read).toEqual({
      ok: true,
      origin: 'https://example.cybozu.com',
      phones: [
        {
          app: '1',
          settings: {
            functionsUrl: 'https://kintone-phone-1234-dev.twil.io',
            signInApp: '3',
            callLogApp: null,
            fromNumber: '+815012345678',
            spaceId: 'connectButtonSpace',
            phoneFields: [{ code: 'TEL', label: 'TEL' }],
            companyField: '会社名',
            contactField: '担当者名',
            edges: ['tokyo'],
            sandbox: false,
          },
        },
      ],
    });
    expect(read.ok && readSettings(read.phones[0]?.settings, 'example.cybozu.com')).toEqual(
      read.ok && read.phones[0]?.settings,
    );
  });

  it('are filled in where the config file is silent', () => {
    const read = readPhoneSettings({ apps: [{ app: 7, phoneFields: [{ code: '電話' }] }] }, environment);
    expect(read).toMatchObject({
      ok: true,
      phones: [
        {
          app: '7',
          settings: {
            spaceId: 'connectButtonSpace',
            phoneFields: [{ code: '電話', label: '電話' }],
            companyField: null,
            edges: ['tokyo'],
          },
        },
      ],
    });
  });

  it('tell the page of the call log where there is one', () => {
    const withLog = (CALL_LOG_APP_ID: string) =>
      readPhoneSettings(example, { ...environment, CALL_LOG_APP_ID });
    expect(withLog('2')).toMatchObject({ ok: true, phones: [{ settings: { callLogApp: '2' } }] });
    expect(withLog('two')).toEqual({
      ok: false,
      faults: ['CALL_LOG_APP_ID must be the number of the app 通話履歴'],
    });
  });

  it('name all their faults at once', () => {
    const config = { apps: [{ app: 'x', phoneFields: [] }], edge: ['tokyo'] };
    const read = readPhoneSettings(config, {
      FUNCTIONS_URL: 'http://example.com',
      FROM_NUMBER: '050-1234-5678',
    });
    expect(read.ok ? [] : read.faults).toEqual([
      'KINTONE_APP_URI is missing (the kintone host, like example.cybozu.com)',
      'FUNCTIONS_URL must be the address that npm run deploy printed',
      'SIGN_IN_APP_ID is missing (the number of the app 電話サインイン)',
      'FROM_NUMBER must be E.164, like +815012345678',
      'kintone-phone.config.json apps.0.app: must be the number of a kintone app',
      'kintone-phone.config.json apps.0.phoneFields: must name at least one phone field',
      expect.stringContaining('edge'),
    ]);
  });

  it.each([
    ['https://example.com/path', 'must be'],
    ['https://example.com?x=1', 'must be'],
    ['https://user@example.com', 'must be'],
    ['ftp://example.com', 'must be'],
    ['http://localhost:3000', 'this computer'],
    ['https://127.0.0.1', 'this computer'],
  ])('refuse the Functions address %s for a real kintone', (FUNCTIONS_URL, reason) => {
    const read = readPhoneSettings(example, { ...environment, FUNCTIONS_URL });
    expect(read).toEqual({ ok: false, faults: [expect.stringContaining(reason)] });
  });

  it('may name this computer where kintone is on this computer', () => {
    const local = { KINTONE_APP_URI: 'http://localhost:8080', FUNCTIONS_URL: 'http://localhost:3000' };
    expect(readPhoneSettings(example, { ...environment, ...local })).toMatchObject({ ok: true });
  });

  it.each(['http://127.0.0.1:3000', 'http://localhost:3000', 'https://127.0.0.1'])(
    'name %s only where the page takes it',
    (FUNCTIONS_URL) => {
      const local = { ...environment, KINTONE_APP_URI: 'http://localhost:8080', FUNCTIONS_URL };
      const page = readSettings(
        { ...sandboxSettings(createWorld()), functionsUrl: FUNCTIONS_URL },
        'localhost',
      );
      expect(readPhoneSettings(example, local).ok).toBe(!Array.isArray(page));
    },
  );

  it.each(['+1234567', '+12345678', '+123456789012345', '+1234567890123456', '+0123456789', '815012345678'])(
    'take %s as a number where the page and the Functions do, and nowhere else',
    (FROM_NUMBER) => {
      const read = readPhoneSettings(example, { ...environment, FROM_NUMBER });
      const page = readSettings({ ...sandboxSettings(createWorld()), fromNumber: FROM_NUMBER }, 'localhost');
      const functions = readFunctionsVariables({ ...functionsContext(), FROM_NUMBER } as Environment);
      expect([!Array.isArray(page), functions.ok]).toEqual([read.ok, read.ok]);
    },
  );

  it('refuse an app named twice', () => {
    const read = readPhoneSettings({ apps: [...example.apps, ...example.apps] }, environment);
    expect(read).toEqual({ ok: false, faults: ['kintone-phone.config.json apps: names an app twice'] });
  });
});

describe('settings.js', () => {
  it('says exactly the settings, whatever their text holds, and cannot end a script element', () => {
    const read = readPhoneSettings(example, environment);
    const [phone] = read.ok ? read.phones : [];
    if (!phone) throw new Error('no settings');
    const settings = { ...phone.settings, companyField: '</script>\u2028\u2029"\\`<!--' };
    const text = settingsScript(settings);
    expect(text).not.toMatch(/<|\u2028|\u2029/);

    const page: { kintonePhoneSettings?: unknown } = {};
    runInNewContext(text, page);
    expect(JSON.parse(JSON.stringify(page.kintonePhoneSettings))).toEqual(settings);
    expect(runInNewContext('Object.isFrozen(kintonePhoneSettings)', page)).toBe(true);
  });
});

describe('.env', () => {
  it('is read without being there, leaves empty settings out, and gives way to the process', async () => {
    const root = await mkdtemp(join(tmpdir(), 'environment-'));
    try {
      expect(await readEnvironment(root, { FROM_NUMBER: '+811' })).toEqual({ FROM_NUMBER: '+811' });
      await writeFile(join(root, '.env'), "# comment\nA=file\nB='a # b'\nC=\nD=   \nE=file\n");
      expect(await readEnvironment(root, { A: 'process', C: 'process', E: '' })).toEqual({
        A: 'process',
        B: 'a # b',
        C: 'process',
        E: 'file',
      });
    } finally {
      await rm(root, { recursive: true });
    }
  });
});
