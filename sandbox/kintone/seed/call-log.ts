import type { App } from '../state/app';
import type { Field } from '../state/field';
import { ALL_RIGHTS, builtInFields, newApp } from './new-app';

const DISPOSITIONS = [
  '有効会話',
  'アポ獲得',
  '資料送付',
  '担当者不在',
  'かけ直し依頼',
  '留守電',
  '応答なし',
  '話し中',
  '番号違い',
  '今後の連絡お断り',
];

function text(code: string, label: string, more: Partial<Field> = {}): Field {
  return { type: 'SINGLE_LINE_TEXT', code, label, ...more };
}

const FIELDS: Field[] = [
  text('call_id', '通話ID', { unique: true, required: true }),
  { type: 'DROP_DOWN', code: 'source', label: '経路', options: ['Twilio', 'MiiTel'] },
  { type: 'DROP_DOWN', code: 'direction', label: '方向', options: ['発信', '着信'] },
  text('result', '接続'),
  text('phone_number', '電話番号'),
  text('from_number', '発信者番号'),
  text('company', '会社名'),
  text('contact', '担当者名'),
  text('customer_app', '顧客アプリ'),
  text('customer_record', '顧客レコード'),
  { type: 'LINK', code: 'customer_url', label: '顧客のレコード', protocol: 'WEB' },
  { type: 'USER_SELECT', code: 'rep', label: '担当' },
  text('rep_name', '担当（表示名）'),
  { type: 'DATETIME', code: 'started_at', label: '開始' },
  { type: 'DATETIME', code: 'answered_at', label: '応答' },
  { type: 'DATETIME', code: 'ended_at', label: '終了' },
  { type: 'NUMBER', code: 'duration', label: '通話時間', unit: '秒' },
  { type: 'DROP_DOWN', code: 'disposition', label: '結果', options: DISPOSITIONS },
  { type: 'MULTI_LINE_TEXT', code: 'memo', label: 'メモ' },
  { type: 'DATETIME', code: 'next_call_at', label: '次回連絡' },
  { type: 'MULTI_LINE_TEXT', code: 'summary', label: '要約' },
  { type: 'LINK', code: 'source_url', label: '経路の画面', protocol: 'WEB' },
  text('calendar_state', 'カレンダー'),
  { type: 'LINK', code: 'calendar_url', label: 'カレンダーの予定', protocol: 'WEB' },
  ...builtInFields('ja'),
];

/** 通話履歴: empty, so that every row in it is a call somebody made here. */
export function seedCallLog(): App {
  const cells = (...codes: string[]) => codes.map((field) => ({ field, width: 180 }));
  return newApp({
    id: '2',
    name: '通話履歴',
    icon: 'phone',
    fields: FIELDS,
    layout: [
      cells('company', 'contact', 'phone_number'),
      [{ field: 'customer_url', width: 572 }],
      cells('direction', 'result', 'disposition'),
      cells('started_at', 'answered_at', 'ended_at'),
      cells('duration', 'rep', 'next_call_at'),
      [{ field: 'memo', width: 572, height: 80 }],
      [{ field: 'summary', width: 572, height: 104 }],
      cells('source', 'from_number', 'rep_name'),
      [{ field: 'source_url', width: 572 }],
      cells('calendar_state', 'customer_app', 'customer_record'),
      [{ field: 'calendar_url', width: 572 }],
      [{ field: 'call_id', width: 400 }],
    ],
    views: [
      {
        id: '20',
        name: '最近の通話',
        fields: [
          'started_at',
          'direction',
          'result',
          'disposition',
          'company',
          'contact',
          'phone_number',
          'rep',
          'duration',
          'source',
          'customer_url',
          'summary',
          'calendar_state',
        ],
        sort: 'started_at desc, $id desc',
      },
    ],
    permissions: [
      { to: 'administrators', rights: ALL_RIGHTS },
      { to: 'everyone', rights: ['view', 'add', 'edit'] },
    ],
    // A caller whom no rep has called before: nobody's row would be nobody's business.
    ownerRule: { fields: ['rep'], administrators: 'free', unowned: 'everyone' },
  });
}
