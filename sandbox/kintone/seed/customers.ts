import type { App } from '../state/app';
import type { Field } from '../state/field';
import { toMinute } from '../state/record';
import type { StoredRecord } from '../state/record';
import { CUSTOMER_ROWS } from './customer-rows';
import { ALL_RIGHTS, builtInFields, newApp } from './new-app';

const FIELDS: Field[] = [
  { type: 'SINGLE_LINE_TEXT', code: '会社名', label: '会社名', required: true },
  { type: 'SINGLE_LINE_TEXT', code: '部署名', label: '部署名' },
  { type: 'SINGLE_LINE_TEXT', code: '担当者名', label: '担当者名' },
  { type: 'SINGLE_LINE_TEXT', code: '郵便番号', label: '郵便番号' },
  { type: 'SINGLE_LINE_TEXT', code: '住所', label: '住所' },
  { type: 'SINGLE_LINE_TEXT', code: 'TEL', label: 'TEL' },
  { type: 'SINGLE_LINE_TEXT', code: 'FAX', label: 'FAX' },
  { type: 'LINK', code: 'メールアドレス', label: 'メールアドレス', protocol: 'MAIL' },
  { type: 'DROP_DOWN', code: '顧客ランク', label: '顧客ランク', options: ['A', 'B', 'C'] },
  { type: 'MULTI_LINE_TEXT', code: '備考', label: '備考' },
  ...builtInFields('ja'),
];

const SATO = { code: 'sato.hanako', name: '佐藤 花子' };
const SUZUKI = { code: 'suzuki.ichiro', name: '鈴木 一郎' };

/** 顧客リスト: the fields of kintone's sample app, with the space for the button beside TEL. */
export function seedCustomers(now: number): App {
  const yesterday = toMinute(now - 24 * 3_600_000);
  const records = CUSTOMER_ROWS.map((values, index): StoredRecord => {
    const createdAt = yesterday - (CUSTOMER_ROWS.length - index) * 600_000;
    return {
      id: index + 1,
      revision: 1,
      creator: SATO,
      modifier: SATO,
      createdAt,
      updatedAt: createdAt,
      values,
    };
  });
  const comment = {
    id: 1,
    text: 'カタログは送付済みです。次は電話でお願いします。',
    creator: SUZUKI,
    createdAt: yesterday,
  };
  return newApp({
    id: '1',
    name: '顧客リスト',
    icon: 'people',
    fields: FIELDS,
    layout: [
      [
        { field: '会社名', width: 208 },
        { field: '部署名', width: 164 },
        { field: '担当者名', width: 164 },
      ],
      [
        { field: '郵便番号', width: 120 },
        { field: '住所', width: 440 },
      ],
      [
        { field: 'TEL', width: 208 },
        { space: 'connectButtonSpace', width: 352, height: 64 },
      ],
      [
        { field: 'FAX', width: 208 },
        { field: 'メールアドレス', width: 352 },
      ],
      [{ field: '備考', width: 576, height: 104 }],
      [{ field: '顧客ランク', width: 120 }],
    ],
    views: [
      {
        id: '10',
        name: '（すべて）',
        fields: ['会社名', '部署名', '担当者名', 'TEL', '顧客ランク', '備考'],
        sort: '$id asc',
      },
      {
        id: '11',
        name: '電話帳',
        fields: ['会社名', '担当者名', 'TEL', 'FAX'],
        sort: '会社名 asc',
      },
    ],
    permissions: [
      { to: 'administrators', rights: ALL_RIGHTS },
      { to: 'everyone', rights: ['view', 'add', 'edit', 'delete'] },
    ],
    records: new Map(records.map((record) => [record.id, record])),
    comments: new Map([[1, [comment]]]),
    nextRecordId: records.length + 1,
  });
}
