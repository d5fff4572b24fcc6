import { describe, expect, it } from 'vitest';
import { dialPlan } from '../../../dial-plan/browser';
import type { KintoneRecord } from '../../../kintone/page/kintone-page';
import { readNumber } from '../../../kintone/page/read-target';
import type { PhoneSettings } from '../../../kintone/settings';

const settings = {
  phoneFields: [
    { code: 'TEL', label: 'TEL' },
    { code: '携帯', label: '携帯電話' },
  ],
  companyField: '会社名',
  contactField: '担当者名',
} as PhoneSettings;

const text = (value: unknown) => ({ type: 'SINGLE_LINE_TEXT', value });
const read = (record: KintoneRecord) =>
  readNumber({ app: '1', id: '5', record }, settings, dialPlan, '/k/guest/7/1/show');

describe('readNumber', () => {
  it('catches all that a call needs of the record', () => {
    expect(
      read({
        TEL: text('０３－１２３４－５６０１ 内線 12'),
        会社名: text('北山製作所'),
        担当者名: text(' 高橋 '),
      }),
    ).toEqual({
      app: '1',
      record: '5',
      label: 'TEL',
      page: '/k/guest/7/1/show#record=5',
      target: {
        number: '+81312345601',
        shown: '03-1234-5601',
        extension: '12',
        app: '1',
        record: '5',
        page: '/k/guest/7/1/show#record=5',
        company: '北山製作所',
        contact: '高橋',
      },
    });
  });

  it('takes the first phone field that is filled in, else the first there is', () => {
    expect(read({ TEL: text(' '), 携帯: text('090-1234-5678') })).toMatchObject({
      label: '携帯電話',
      target: { number: '+819012345678' },
    });
    expect(read({ TEL: text(''), 携帯: text('') })).toMatchObject({ label: 'TEL', refusal: 'no-number' });
  });

  it('takes the first phone field that the record has', () => {
    expect(read({ 携帯: text('090-1234-5678') })).toMatchObject({
      label: '携帯電話',
      target: { number: '+819012345678', company: '', contact: '' },
    });
  });

  it.each([
    ['', 'no-number'],
    ['110', 'emergency-number'],
    ['0570-012-345', 'kind-not-allowed'],
    ['+1 212 555 0100', 'country-not-allowed'],
    ['担当者の名刺', 'unreadable-number'],
    ['03-1234-7700 / 090-1234-7701', 'several-numbers'],
    ['184 03-1234-5601', 'withheld-prefix'],
  ])('refuses %j as %s', (value, refusal) => {
    expect(read({ TEL: text(value) })).toMatchObject({ refusal, text: value });
  });

  it.each([null, undefined, ['090'], 7])('reads a field that holds %j as empty', (value) => {
    expect(read({ TEL: text(value) })).toMatchObject({ refusal: 'no-number' });
  });

  it('says that the set-up is incomplete when the record has none of the phone fields', () => {
    expect(read({ 電話: text('03-1234-5601') })).toMatchObject({ refusal: 'setup-incomplete' });
  });
});
