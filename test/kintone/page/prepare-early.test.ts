import { expect, it } from 'vitest';
import { prepareEarly } from '../../../kintone/page/prepare-early';
import type { RecordNumber } from '../../../kintone/page/read-target';
import { minato } from '../call/phone-world';

const place = { app: '1', record: '5', label: 'TEL', page: minato.page };
const dialable: RecordNumber = { ...place, target: minato };
const empty: RecordNumber = { ...place, refusal: 'no-number', text: '' };

const shown = (calledBefore: boolean, ...numbers: RecordNumber[]): number => {
  let prepared = 0;
  const show = prepareEarly(
    () => calledBefore,
    () => (prepared += 1),
  );
  numbers.forEach(show);
  return prepared;
};

it('prepares at the first number that can be called, and once', () => {
  expect(shown(true)).toBe(0);
  expect(shown(true, empty)).toBe(0);
  expect(shown(true, empty, dialable)).toBe(1);
  expect(shown(true, dialable, empty, dialable)).toBe(1);
});

it('prepares nothing for who has never called', () => {
  expect(shown(false, dialable, dialable)).toBe(0);
});
