/** Field codes of the app 通話履歴, one row a call. Each field has one owner; nobody else writes it. */
export type CallLogField = ServerField | PageField | CalendarField;

/** Written by the Functions, from what is known of the call. */
export type ServerField =
  | 'call_id'
  | 'source'
  | 'direction'
  | 'result'
  | 'phone_number'
  | 'from_number'
  | 'company'
  | 'contact'
  | 'customer_app'
  | 'customer_record'
  | 'customer_url'
  | 'rep'
  | 'rep_name'
  | 'started_at'
  | 'answered_at'
  | 'ended_at'
  | 'duration'
  | 'summary'
  | 'source_url';

/** Written by the rep's page, by upsert on `call_id`, before or after the Functions. */
export type PageField = 'disposition' | 'memo' | 'next_call_at';

/** Written by the Functions, from what became of the calendar entry. */
export type CalendarField = 'calendar_state' | 'calendar_url';

/** The field that is unique in the app: `twilio:<CallSid of the rep's leg>` or `miitel:<id of the call's detail>`. */
export const CALL_ID_FIELD = 'call_id' satisfies ServerField;

/** What each field is called on the form. */
export const CALL_LOG_LABELS: Readonly<Record<CallLogField, string>> = {
  call_id: '通話ID',
  source: '経路',
  direction: '方向',
  result: '接続',
  phone_number: '電話番号',
  from_number: '発信者番号',
  company: '会社名',
  contact: '担当者名',
  customer_app: '顧客アプリ',
  customer_record: '顧客レコード',
  customer_url: '顧客のレコード',
  rep: '担当',
  rep_name: '担当（表示名）',
  started_at: '開始',
  answered_at: '応答',
  ended_at: '終了',
  duration: '通話時間',
  disposition: '結果',
  memo: 'メモ',
  next_call_at: '次回連絡',
  summary: '要約',
  source_url: '経路の画面',
  calendar_state: 'カレンダー',
  calendar_url: 'カレンダーの予定',
};

/** Where a call was made. */
export type CallSource = 'twilio' | 'miitel';
export type CallDirection = 'outgoing' | 'incoming';

/** How far a call came. `announced`: the caller heard an announcement; `forwarded`: and was put through. */
export type CallOutcome =
  'answered' | 'no-answer' | 'busy' | 'failed' | 'canceled' | 'refused' | 'announced' | 'forwarded';

export const SOURCE_LABELS: Readonly<Record<CallSource, string>> = { twilio: 'Twilio', miitel: 'MiiTel' };
export const DIRECTION_LABELS: Readonly<Record<CallDirection, string>> = {
  outgoing: '発信',
  incoming: '着信',
};
export const RESULT_LABELS: Readonly<Record<CallOutcome, string>> = {
  answered: '応答',
  'no-answer': '応答なし',
  busy: '話し中',
  failed: 'つながらず',
  canceled: '取りやめ',
  refused: '発信不可',
  announced: '案内',
  forwarded: '転送',
};
