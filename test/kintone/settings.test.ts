import { describe, expect, it } from 'vitest';
import { readSettings, type PhoneSettings } from '../../kintone/settings';

const good: PhoneSettings = {
  functionsUrl: 'https://phone-1234-dev.twil.io',
  signInApp: '3',
  callLogApp: null,
  fromNumber: '+815012345678',
  spaceId: 'connectButtonSpace',
  phoneFields: [{ code: 'TEL', label: 'TEL' }],
  companyField: '会社名',
  contactField: null,
  edges: ['tokyo'],
  sandbox: false,
};

const read = (given: unknown) => readSettings(given, 'example.cybozu.com');

describe('readSettings', () => {
  it('takes what the upload writes', () => {
    expect(read(good)).toEqual(good);
    expect(read({ ...good, callLogApp: '2' })).toMatchObject({ callLogApp: '2' });
  });

  it('takes settings for the sandbox in the sandbox alone', () => {
    const forSandbox = { ...good, functionsUrl: 'http://localhost:3000', sandbox: true };
    expect(readSettings(forSandbox, 'localhost')).toMatchObject({ sandbox: true });
    expect(readSettings(forSandbox, 'example.cybozu.com')).toEqual(['sandbox']);
    expect(readSettings(good, 'localhost')).toEqual(good);
  });

  it.each([
    ['functionsUrl', 'http://phone.example'],
    ['functionsUrl', 'https://phone.example/token'],
    ['functionsUrl', 'data:text/plain,phone'],
    ['signInApp', 'three'],
    ['callLogApp', ''],
    ['fromNumber', '050-1234-5678'],
    ['spaceId', ''],
    ['phoneFields', []],
    ['phoneFields', [{ code: 'TEL' }]],
    ['phoneFields', [null]],
    ['companyField', 7],
    ['contactField', undefined],
    ['edges', 'tokyo'],
    ['sandbox', 'no'],
  ])('names %s when it is %j', (name, value) => {
    expect(read({ ...good, [name]: value })).toEqual([name]);
  });

  it.each([undefined, null, 'settings', 7])('names everything when there is only %j', (given) => {
    expect(read(given)).toEqual(Object.keys(good));
  });
});
