import metadata from 'libphonenumber-js/max/metadata';
import { describe, expect, it } from 'vitest';
import { createDialPlan } from '../../dial-plan/dial-plan';
import { createFunctionsDialPlan, isCountry } from '../../dial-plan/functions';

const japan = createFunctionsDialPlan(['JP']);
const tokyo = { ok: true, e164: '+81312345601', extension: null, national: '03-1234-5601' };
const tokyoLine12 = { ...tokyo, extension: '12' };

describe('a number of Tokyo', () => {
  it.each([
    '03-1234-5601',
    '0312345601',
    '03 1234 5601',
    '０３－１２３４－５６０１',
    '０３（１２３４）５６０１',
    '03ー1234ー5601',
    '03ｰ1234ｰ5601',
    '03〜1234〜5601',
    '03～1234～5601',
    '03・1234・5601',
    '03．1234．5601',
    '03−1234–5601',
    '03─1234─5601',
    '[03] 1234 5601',
    '【03】1234-5601',
    '+81-3-1234-5601',
    '＋81 3 1234 5601',
    '(+81) 3-1234-5601',
    '+81(0)3-1234-5601',
    '+81 03 1234 5601',
    '0081-3-1234-5601',
    '0081 (0)3 1234 5601',
    '010-81-3-1234-5601',
    '81-3-1234-5601',
    '3-1234-5601',
    'tel:03-1234-5601',
    'TEL: 03-1234-5601',
    'ＴＥＬ０３－１２３４－５６０１',
    '℡ 03-1234-5601',
    '☎03-1234-5601',
    '電話番号：03-1234-5601',
    '03-1234-5601（代表）',
    '03-1234-5601㈹',
    '186-03-1234-5601',
    '1860312345601',
    '186 +81 3 1234 5601',
    "'03-1234-5601",
    '\u200b03-1234-5601\ufeff',
    '  03-1234-5601\r\n',
  ])('is read from %j', (text) => {
    expect(japan.read(text)).toEqual(tokyo);
  });

  it.each([
    '03-1234-5601 内線12',
    '03-1234-5601（内線：１２）',
    '03-1234-5601、内線番号 12',
    '03-1234-5601 ext. 12',
    '03-1234-5601 Extension 12',
    '03-1234-5601 x12',
    '03-1234-5601 ＃12',
    'tel:+81-3-1234-5601;ext=12',
  ])('is read with its extension from %j', (text) => {
    expect(japan.read(text)).toEqual(tokyoLine12);
  });
});

describe('kinds of numbers', () => {
  it.each([
    ['052-123-4507', '+81521234507'],
    ['0120-123-456', '+81120123456'],
    ['0800-123-4567', '+818001234567'],
    ['050-1234-5678', '+815012345678'],
    ['060-1234-5678', '+816012345678'],
    ['070-1234-5678', '+817012345678'],
    ['080-1234-5678', '+818012345678'],
    ['090-1234-5678', '+819012345678'],
    ['0186-23-4567', '+81186234567'],
  ])('%s is dialled as %s', (text, e164) => {
    expect(japan.read(text)).toMatchObject({ ok: true, e164, national: text });
  });
});

describe('what is refused', () => {
  const refused: Record<string, string[]> = {
    'no-number': ['', ' \u3000\n', '-', 'ー', '―', 'なし', '無', '不明', 'N/A', 'TEL:', '（）', '\u200b'],
    'several-numbers': [
      '03-1234-5601 / 06-1234-8820',
      '03-1234-5601、090-1234-5678',
      '03-1234-5601\n090-1234-5678',
      '03 1234 5601 06 1234 8820',
      '+81312345601+81612348820',
      '+1 650 253 0000, 03-1234-5601',
      '090-1234-5678 +1 650 253 0000',
      '携帯:090-1234-5678 代表:03-1234-5601',
      '03-1234-5601/02',
      '03-1234-5601～5',
      '03-1234-5601,12',
      '110 / 03-1234-5601',
    ],
    'emergency-number': [
      ...['110', '118', '119', '104', '117', '171', '177', '189', '911', '112', '#8000', '＃９１１０'],
      ...['１１９', '1 1 0', '186110', '186-119', '+81110', '0081 119'],
    ],
    'withheld-prefix': [
      '184-03-1234-5601',
      '１８４　０９０－１２３４－５６７８',
      '184 +81 3 1234 5601',
      '184110',
    ],
    'kind-not-allowed': [
      '0570-012-345',
      '+81 570 012 345',
      '0990-123-456',
      '020-1234-5678',
      '060-123-4567',
      '0180-99-1234',
      '0170-12-3456',
      '0066-1234567',
    ],
    'country-not-allowed': ['+1 650 253 0000', '+44 20 7946 0000', '010-1-650-253-0000', '0044 20 7946 0000'],
    'unreadable-number': [
      '山田様',
      '03-1234',
      '1234-5601',
      '00000000000',
      '+0312345601',
      '03-1234-5601 山田様',
      '03-1234-5601 内線12か13',
      '03-1234-5601 / #8000',
      '内線 12',
      '①03-1234-5601 ②06-1234-8820',
      '03-1234-5601²',
      '*31#0312345601',
      '0120-FLOWER',
      'sip:0312345601@example.com',
      'tel:0312345601;phone-context=+1',
      'client:sato_2Ehanako',
      '<Number>0312345601</Number>',
      '0312345601&To=110',
      'https://example.com/0312345601',
      '1'.repeat(10_000),
      ' '.repeat(10_000) + '0312345601',
    ],
  };
  const cases = Object.entries(refused).flatMap(([code, texts]) => texts.map((text) => ({ code, text })));

  it.each(cases)('$text is $code', ({ text, code }) => {
    expect(japan.read(text)).toEqual({ ok: false, code });
  });
});

describe('countries', () => {
  it('allows what the settings name, and reads numbers without a country as numbers of the first', () => {
    const both = createFunctionsDialPlan(['JP', 'US']);
    expect(both.read('+1 650 253 0000')).toMatchObject({ ok: true, e164: '+16502530000' });
    expect(both.read('010-1-650-253-0000')).toMatchObject({ ok: true, e164: '+16502530000' });
    expect(both.read('03-1234-5601')).toEqual(tokyo);
    expect(both.read('+44 20 7946 0000')).toEqual({ ok: false, code: 'country-not-allowed' });
    expect(both.read('+1 911')).toEqual({ ok: false, code: 'emergency-number' });
    expect(createFunctionsDialPlan(['US', 'JP']).read('(650) 253-0000')).toMatchObject({
      e164: '+16502530000',
    });
  });

  it('does not take a number of another country with the same country code', () => {
    expect(createFunctionsDialPlan(['US']).read('+1 604 822 2211')).toEqual({
      ok: false,
      code: 'unreadable-number',
    });
  });

  it('knows the countries that settings may name', () => {
    expect(['JP', 'US', 'jp', 'XX', 'toString', ''].map(isCountry)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

it('shows E.164 as people write it, and leaves alone what it does not know', () => {
  const plan = createDialPlan({ countries: ['JP'], metadata });
  expect(plan.formatNational('+81521234507')).toBe('052-123-4507');
  expect(plan.formatNational('+16502530000')).toBe('+16502530000');
  expect(plan.formatNational('')).toBe('');
});
