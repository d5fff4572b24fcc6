import { describe, expect, it } from 'vitest';
import { kintoneOriginOf, pageOriginsOf } from '../../twilio-functions/kintone-origin';
import { readSettings, SetupIncomplete } from '../../twilio-functions/settings';
import { functionsContext } from './functions-context';

function faultsOf(context: object): string[] {
  try {
    readSettings(context);
    return [];
  } catch (error) {
    return (error as SetupIncomplete).faults;
  }
}

describe('the settings', () => {
  it('are read, with defaults for what an admin need not say', () => {
    const settings = readSettings(functionsContext({ KINTONE_APP_URI: 'example.cybozu.com' }));
    expect(settings).toMatchObject({
      kintone: { origin: 'https://example.cybozu.com', basicAuth: undefined },
      allowedCountries: ['JP'],
      maxCallMinutes: 60,
      tokenMinutes: 30,
    });
    expect(settings.blockedReps.size).toBe(0);
  });

  it('name all that is missing and wrong in one message, and no value', () => {
    const broken = functionsContext({
      FROM_NUMBER: '050-1234-5678',
      TWIMLAPPS_SID: '',
      SYNC_SERVICE_SID: 'IS-not-a-sid',
      TOKEN_MINUTES: '1440',
      ALLOWED_COUNTRIES: 'JP,japan',
      SIGN_IN_API_TOKEN: undefined,
    });
    expect(() => readSettings(broken)).toThrow(SetupIncomplete);
    const faults = faultsOf(broken);
    expect(faults.map((fault) => fault.split(' ')[0]).sort()).toEqual([
      'ALLOWED_COUNTRIES',
      'FROM_NUMBER',
      'SIGN_IN_API_TOKEN',
      'SYNC_SERVICE_SID',
      'TOKEN_MINUTES',
      'TWIMLAPPS_SID',
    ]);
    expect(faults).toContain('TWIMLAPPS_SID is missing');
    expect(faults.join()).not.toMatch(/050-1234-5678|not-a-sid|1440|japan/);
  });

  it('are checked anew when they change, and stay the same object while they do not', () => {
    const context = functionsContext();
    const settings = readSettings(context);
    expect(readSettings({ ...context })).toBe(settings);
    expect(readSettings({ ...context, MAX_CALL_MINUTES: '15' }).maxCallMinutes).toBe(15);
  });

  it.each([
    ['MAX_CALL_MINUTES', '0'],
    ['MAX_CALL_MINUTES', '241'],
    ['TOKEN_MINUTES', '30.5'],
    ['TOKEN_MINUTES', '-1'],
    ['KINTONE_BASIC_AUTH', 'nocolon'],
    ['OPERATOR_SECRET', 'short'],
    ['SIGN_IN_API_TOKEN', 'a\r\nX-Other: 1'],
    ['FROM_NUMBER', 'client:sato'],
    ['FROM_NUMBER', '+815012345678"'],
  ])('refuse %s=%j', (name, value) => {
    expect(faultsOf(functionsContext({ [name]: value })).map((fault) => fault.split(' ')[0])).toEqual([name]);
  });
});

describe('the kintone origin', () => {
  it.each([
    ['example.cybozu.com', 'https://example.cybozu.com'],
    ['https://example.cybozu.com/', 'https://example.cybozu.com'],
    ['EXAMPLE.cybozu.com', 'https://example.cybozu.com'],
    ['http://localhost:8080', 'http://localhost:8080'],
  ])('of %s is %s', (setting, origin) => {
    expect(kintoneOriginOf(setting)).toBe(origin);
  });

  it.each([
    'http://example.cybozu.com',
    'https://example.cybozu.com/k/',
    'https://example.s.cybozu.com',
    'example.s.cybozu.com',
    'https://user:pw@example.cybozu.com',
    'ftp://example.cybozu.com',
    'example.cybozu.com?x=1',
    'http://localhost.example.com',
    ' ',
    '*',
  ])('is none for %j', (setting) => {
    expect(kintoneOriginOf(setting)).toBeUndefined();
  });

  it('has a twin for users with a client certificate', () => {
    expect(pageOriginsOf('https://example.cybozu.com')).toEqual([
      'https://example.cybozu.com',
      'https://example.s.cybozu.com',
    ]);
    expect(pageOriginsOf('http://localhost:8080')).toEqual(['http://localhost:8080']);
    expect(pageOriginsOf('https://cybozu.com.example.net')).toEqual(['https://cybozu.com.example.net']);
  });
});
