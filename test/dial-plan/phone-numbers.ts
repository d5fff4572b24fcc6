import fc from 'fast-check';

const digits = (count: number) => fc.stringMatching(new RegExp(`^[0-9]{${count}}$`));

/** Numbers of each kind that may be dialled, as the groups people write. */
const groups = fc.oneof(
  fc
    .tuple(fc.constant('03'), fc.constantFrom('1', '3', '5', '6'), digits(3), digits(4))
    .map(([a, b, c, d]) => [a, b + c, d]),
  fc
    .tuple(fc.constant('06'), fc.constantFrom('4', '6', '7'), digits(3), digits(4))
    .map(([a, b, c, d]) => [a, b + c, d]),
  fc
    .tuple(
      fc.constantFrom('052', '092', '011', '045', '075'),
      fc.constantFrom('2', '5', '6'),
      digits(2),
      digits(4),
    )
    .map(([a, b, c, d]) => [a, b + c, d]),
  fc
    .tuple(fc.constantFrom('0186', '0467', '0749'), fc.constantFrom('2', '5'), digits(1), digits(4))
    .map(([a, b, c, d]) => [a, b + c, d]),
  fc
    .tuple(
      fc.constantFrom('090', '080', '070', '050', '060'),
      fc.constantFrom('1', '3', '9'),
      digits(3),
      digits(4),
    )
    .map(([a, b, c, d]) => [a, b + c, d]),
  fc.tuple(fc.constant('0120'), digits(3), digits(3)),
  fc.tuple(fc.constant('0800'), digits(3), digits(4)),
);

export const japaneseNumber = groups.map((parts) => ({ parts, e164: `+81${parts.join('').slice(1)}` }));

const fullWidth = (text: string) =>
  text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));

/** Numbers as they stand in phone fields, beside what must be read from them. */
export const written = fc
  .record({
    number: japaneseNumber,
    prefix: fc.constantFrom('0', '0', '0', '+81', '+81 ', '+81(0)', '+81-0', '0081-', '010-81-', '186-0'),
    dash: fc.constantFrom(
      '-',
      '',
      ' ',
      '‐',
      '–',
      '—',
      '―',
      '−',
      'ー',
      'ｰ',
      '〜',
      '・',
      '.',
      '\u3000',
      ' - ',
      '/',
    ),
    brackets: fc.boolean(),
    label: fc.constantFrom('', '', 'tel:', 'TEL ', '電話番号：', '☎', '携帯 '),
    extension: fc.option(fc.tuple(fc.constantFrom('内線', ' 内線：', ' ext. ', ' x', '#'), digits(3))),
    wide: fc.boolean(),
  })
  .map(({ number, prefix, dash, brackets, label, extension, wide }) => {
    const [area = '', ...rest] = number.parts;
    const main = brackets ? `${area.slice(1)}(${rest.join(')')}` : [area.slice(1), ...rest].join(dash);
    const text = label + prefix + main + (extension?.join('') ?? '');
    return { text: wide ? fullWidth(text) : text, e164: number.e164, extension: extension?.[1] ?? null };
  });

const scrap = fc.oneof(
  fc.constantFrom(...'0123456789０９+＋-ー()（）/、・~〜#＃*.:;\n 　'),
  fc.constantFrom(
    '03',
    '090',
    '0120',
    '0570',
    '0990',
    '110',
    '119',
    '184',
    '186',
    '+81',
    '0081',
    '010',
    '+1',
    '00',
    '(0)',
  ),
  fc.constantFrom(
    '内線',
    'ext',
    'x',
    'tel:',
    'なし',
    '様',
    'sip:',
    '@',
    '<',
    'client:',
    '①',
    '²',
    '\u0000',
    '\ud800',
    '٣',
  ),
  digits(4),
);

/** Anything that may stand in a phone field: numbers, scraps of numbers, and any text at all. */
export const phoneFieldText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(scrap, { maxLength: 24 }).map((scraps) => scraps.join('')),
  fc.tuple(written, scrap).map(([{ text }, extra]) => text + extra),
  fc.tuple(scrap, written).map(([extra, { text }]) => extra + text),
);
