import type { PageData } from '../page-data';
import { element } from './element';

/** Faults a person may want to see; the full set is in POST /sandbox/kintone. */
const FAULTS: Record<string, { label: string; faults: object[] }> = {
  none: { label: '障害なし', faults: [] },
  slow: { label: 'kintoneが遅い（4秒）', faults: [{ path: '/k/v1/*', slowMs: 4000 }] },
  down: { label: 'kintoneが応答しない（503）', faults: [{ path: '/k/v1/*', status: 503 }] },
  cut: { label: '接続が切れる', faults: [{ path: '/k/v1/*', reset: true }] },
};

const VARIANTS: Record<keyof PageData['variants'], { label: string; values: Record<string, string> }> = {
  spaceElement: { label: 'スペース要素', values: { new: '毎回新しい', same: '同じまま', absent: 'なし' } },
  detailChange: {
    label: 'レコード移動',
    values: { 'same-document': '同じ文書', 'new-document': '読み込み直す' },
  },
  showEvents: { label: '表示イベント', values: { once: '1回', twice: '2回' } },
};

async function command(body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch('/sandbox/kintone', { method: 'POST', headers, body: JSON.stringify(body) });
}

function menu(
  label: string,
  options: Array<[value: string, label: string]>,
  chosen: string,
  change: (value: string) => void,
): HTMLElement {
  const select = element('select', { change: () => change(select.value) });
  select.append(
    ...options.map(([value, words]) => element('option', { value, selected: value === chosen }, words)),
  );
  return element('label', {}, element('span', {}, label), select);
}

function switches(data: PageData): HTMLElement {
  const faults = menu(
    'kintoneの障害',
    Object.entries(FAULTS).map(([key, { label }]) => [key, label]),
    'none',
    (value) => command({ faults: FAULTS[value]?.faults ?? [] }),
  );
  const variants = Object.entries(VARIANTS).map(([name, { label, values }]) =>
    menu(label, Object.entries(values), data.variants[name as keyof PageData['variants']], (value) => {
      command({ variants: { [name]: value } }).then(() => location.reload());
    }),
  );
  return element('details', {}, element('summary', {}, '障害を起こす'), faults, ...variants);
}

/**
 * The dark pane at the right: the callee's phone and the sandbox's switches. The body becomes the frame of everything
 * that kintone's page lays over itself (`position: fixed`), so that the pane is never covered and never in the way.
 */
export function drawSandboxPane(data: PageData): void {
  const { calleePhoneUrl, people } = data.sandbox;
  if (calleePhoneUrl === null) {
    return;
  }
  const title = element(
    'div',
    { class: 'sandbox-title' },
    element('b', {}, 'サンドボックス'),
    element('span', {}, '練習用の相手です。製品には含まれません'),
  );
  const phone = element('iframe', {
    src: calleePhoneUrl,
    title: '相手の電話',
    allow: 'microphone; autoplay',
  });
  const login = menu(
    'ログイン',
    people.map(({ code, name }) => [code, name]),
    data.user.code,
    (code) => {
      location.href = `${location.pathname}?as=${encodeURIComponent(code)}${location.hash}`;
    },
  );
  const links = element(
    'p',
    { class: 'sandbox-links' },
    ...data.apps.map(({ id, name }) => element('a', { href: `/k/${id}/` }, name)),
  );
  const pane = element(
    'aside',
    { class: 'sandbox', 'aria-label': 'サンドボックス' },
    title,
    phone,
    login,
    switches(data),
    links,
  );
  document.documentElement.classList.add('with-pane');
  document.body.append(pane);
}
