import { element } from './element';

const SHOWN_MS = 6000;

/** kintone.showNotification: a message at the head of the page. */
export function showNotification(type: 'ERROR' | 'SUCCESS' | 'INFO', message: string): Promise<void> {
  const close = element('button', { 'aria-label': '閉じる', click: () => box.remove() }, '×');
  const role = type === 'ERROR' ? 'alert' : 'status';
  const box = element(
    'div',
    { class: `k-toast ${type.toLowerCase()}`, role },
    element('span', {}, message),
    close,
  );
  document.body.append(box);
  setTimeout(() => box.remove(), SHOWN_MS);
  return Promise.resolve();
}

/** What a rejected REST request says to people. */
export function messageOf(error: unknown): string {
  const message = (error as { message?: unknown } | null)?.message;
  return typeof message === 'string' ? message : 'サーバーに接続できませんでした。';
}
