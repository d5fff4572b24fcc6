import type { PageData } from '../page-data';
import { element } from './element';
import { customerActions } from './pane-customers';
import { faultSwitches } from './pane-faults';
import { fold, menu } from './pane-menu';
import { control, setTwilioOrigin } from './stand-ins';

const VARIANTS: Record<keyof PageData['variants'], { label: string; values: Record<string, string> }> = {
  spaceElement: { label: 'スペース要素', values: { new: '毎回新しい', same: '同じまま', absent: 'なし' } },
  detailChange: {
    label: 'レコード移動',
    values: { 'same-document': '同じ文書', 'new-document': '読み込み直す' },
  },
  showEvents: { label: '表示イベント', values: { once: '1回', twice: '2回' } },
};

function variantMenus(data: PageData): HTMLElement {
  const menus = Object.entries(VARIANTS).map(([name, { label, values }]) =>
    menu(label, Object.entries(values), data.variants[name as keyof PageData['variants']], (value) => {
      control('kintone', '/sandbox/kintone', { variants: { [name]: value } }).then(() => location.reload());
    }),
  );
  return fold('kintoneの挙動', ...menus);
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
  setTwilioOrigin(new URL(calleePhoneUrl).origin);
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
    customerActions(data),
    faultSwitches(),
    variantMenus(data),
    links,
  );
  document.documentElement.classList.add('with-pane');
  document.body.append(pane);
}
