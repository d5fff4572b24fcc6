import { describe, expect, it } from 'vitest';
import { messagesFor } from '../../../kintone/messages/messages';
import { numberOf, shortName } from '../../../kintone/screen/customer-words';
import { minato } from '../call/phone-world';

describe('shortName', () => {
  it.each([
    ['株式会社みなと商事', '山田 太郎', 'みなと商事 山田'],
    ['あおば物流株式会社', '小林　次郎', 'あおば物流 小林'],
    ['（株）はるか食品', '', 'はるか食品'],
    ['', '', '03-1234-5601'],
  ])('of %s, %s', (company, contact, short) => {
    expect(shortName({ ...minato, company, contact })).toBe(short);
  });
});

describe('numberOf', () => {
  it('names an extension, which is dialled by hand', () => {
    expect(numberOf(minato, messagesFor('ja'))).toBe('03-1234-5601');
    expect(numberOf({ ...minato, extension: '12' }, messagesFor('ja'))).toBe('03-1234-5601 内線 12');
    expect(numberOf({ ...minato, extension: '12' }, messagesFor('en'))).toBe('03-1234-5601 ext. 12');
  });
});
