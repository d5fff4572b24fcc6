import type { StoredValue } from '../state/record';

type Row = Record<string, StoredValue>;

function row(company: string, department: string, contact: string, tel: string, more: Row = {}): Row {
  return { 会社名: company, 部署名: department, 担当者名: contact, TEL: tel, 顧客ランク: 'B', ...more };
}

/**
 * Customers to call, and after them one of each way in which people spoil a phone field. Invented companies;
 * their addresses end in .example, and nothing here is ever dialled outside of this machine.
 */
export const CUSTOMER_ROWS: readonly Row[] = [
  row('株式会社みなと商事', '営業部', '山田 太郎', '03-1234-5601', {
    郵便番号: '100-0000',
    住所: '東京都港区○○1-2-3 サンプルビル 3F',
    FAX: '03-1234-5602',
    メールアドレス: 'taro.yamada@minato.example',
    顧客ランク: 'A',
    備考: '展示会でご名刺交換。現在の契約は来年3月まで。\n午前中は会議が多いため、電話は午後がよい。',
  }),
  row('北山製作所', '購買課', '高橋 美咲', '052-123-4507', {
    郵便番号: '450-0000',
    住所: '愛知県名古屋市○○区4-5',
    FAX: '052-123-4508',
    メールアドレス: 'takahashi@kitayama.example',
  }),
  row('あおば物流株式会社', '総務部', '小林 誠', '06-1234-8820', {
    郵便番号: '530-0000',
    住所: '大阪府大阪市○○区6-7-8',
    メールアドレス: 'kobayashi@aoba.example',
    顧客ランク: 'A',
  }),
  row('はるか食品', '店舗開発', '中村 葵', '092-123-6612', {
    郵便番号: '810-0000',
    住所: '福岡県福岡市○○区9-1',
    メールアドレス: 'nakamura@haruka.example',
  }),
  row('株式会社ひだまり', '企画室', '伊藤 健', '（０４５）１２３－９０３４', { 備考: '番号が全角' }),
  row('白川印刷', '営業', '渡辺 由美', '', { 備考: '番号は未入力' }),
  row('みどり設備', '', '松本 亮', '03-1234-7700 / 090-1234-7701', { 備考: '1つの欄に2つの番号' }),
  row('カスタマーセンター東', '受付', '', '0570-012-345', { 備考: 'ナビダイヤル' }),
  row('訓練用（緊急通報）', '', '', '110', { 備考: '緊急通報の番号' }),
  row('さくら工房', '', '木村 直', '担当者の名刺を参照', { 備考: '番号として読めない' }),
  row('東西システム', '情報システム部', '斎藤 翼', '03-1234-5678 内線 123', { 備考: '内線つき' }),
  row('個人事業 井上', '', '井上 蓮', '090-1234-5678', { 備考: '携帯電話', 顧客ランク: 'C' }),
  row('ネット通販みらい', 'サポート', '林 沙耶', '050-1234-5690', { 備考: 'IP電話', 顧客ランク: 'C' }),
  row('つばさ保険', 'お客様窓口', '', '0120-123-456', { 備考: 'フリーダイヤル', 顧客ランク: 'C' }),
];
