import type { MiiTelCall } from './call';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '');
}

const TIME = new Intl.DateTimeFormat('sv-SE', {
  dateStyle: 'short',
  timeStyle: 'medium',
  timeZone: 'Asia/Tokyo',
});

const TYPES: Record<string, string> = {
  OUTGOING_CALL: '発信',
  INCOMING_CALL: '着信',
  EXTENSION_TRANSFER: '内線へ転送',
};

function rowOf(detail: MiiTelCall['details'][number]): string {
  const people = detail.participants.map(({ name, company_name: company }) =>
    [company, name].filter((part) => part !== null).join(' '),
  );
  const cells = [
    TYPES[detail.call_type] ?? detail.call_type,
    TIME.format(new Date(detail.dial_starts_at)),
    detail.dial_answered_at === null ? '応答なし' : TIME.format(new Date(detail.dial_answered_at)).slice(11),
    TIME.format(new Date(detail.dial_ends_at)).slice(11),
    `${detail.from_number ?? '非通知'} → ${detail.to_number ?? '非通知'}`,
    people.filter((text) => text !== '').join('、'),
  ];
  return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
}

const STYLE = `
body { margin: 0; padding: 24px; background: #2b3740; color: #fff; font: 14px/1.6 'Noto Sans JP', Meiryo, sans-serif; }
main { max-width: 880px; padding: 16px 24px 24px; border-radius: 12px; background: #3a4852; }
header { margin-bottom: 16px; padding-bottom: 12px; border-bottom: 1px dashed #c9d4da; }
header span, th { color: #c9d4da; font-weight: normal; } header span { display: block; font-size: 13px; }
h1 { margin: 0 0 8px; font-size: 16px; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 16px 4px 0; text-align: left; vertical-align: top; } pre { margin: 8px 0 0; font: inherit; white-space: pre-wrap; }
`;

/** MiiTel's screen of one call, so that the link back to it leads somewhere; undefined: no such call. */
export function callPage(call: MiiTelCall | undefined): string {
  const inside = call
    ? `<h1>通話の詳細</h1><table><thead><tr><th>種別</th><th>開始</th><th>応答</th><th>終了</th><th>番号</th><th>参加者</th></tr></thead>
<tbody>${call.details.map(rowOf).join('')}</tbody></table><h1 style="margin-top:20px">議事録</h1><pre>${escapeHtml(call.minutes.join('\n\n'))}</pre>`
    : '<h1>この通話はありません</h1><p>サンドボックスを再起動すると、前の通話は消えます。</p>';
  return `<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>MiiTel（サンドボックス）</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/sandbox/fonts/400.css"><link rel="stylesheet" href="/sandbox/fonts/700.css">
<style>${STYLE}</style></head><body><header><b>サンドボックス：MiiTel</b><span>MiiTelの代わりの画面です。製品には含まれません</span></header>
<main>${inside}</main></body></html>`;
}
