import { element } from './element';
import { fold, menu } from './pane-menu';
import { control } from './stand-ins';

interface FaultSwitch {
  label: string;
  /** Where in the stand-in's faults it stands. */
  at: 'faults' | 'rest' | 'signalling' | 'webhooks';
  states: Record<string, { label: string; value: unknown }>;
}

const everything = (fault: object) => [{ path: '/', ...fault }];
const ofKintone = (fault: object) => [{ path: '/k/v1/*', when: 'before', ...fault }];
const dropped = (path: string) => ({ path, drop: true });

const NORMAL = '正常';

/** Faults a person may want to see; programs have more, see the stand-ins' README.md. */
const SWITCHES: FaultSwitch[] = [
  {
    label: 'kintone',
    at: 'faults',
    states: {
      normal: { label: NORMAL, value: [] },
      slow: { label: '遅い（4秒）', value: ofKintone({ slowMs: 4000 }) },
      broken: { label: '壊れている（503）', value: ofKintone({ status: 503 }) },
      gone: { label: '切れる', value: ofKintone({ reset: true }) },
    },
  },
  {
    label: 'Twilio・Sync',
    at: 'rest',
    states: {
      normal: { label: NORMAL, value: undefined },
      slow: { label: '遅い（3秒）', value: everything({ delayMs: 3000 }) },
      broken: { label: '壊れている（503）', value: everything({ status: 503 }) },
      gone: { label: '切れる', value: everything({ reset: true }) },
    },
  },
  {
    label: '電話の接続',
    at: 'signalling',
    states: {
      normal: { label: NORMAL, value: undefined },
      slow: { label: '遅い（2秒）', value: 'slow' },
      broken: { label: '壊れている（無言）', value: 'silent' },
      gone: { label: 'つながらない', value: 'refused' },
    },
  },
  {
    label: 'Webhook',
    at: 'webhooks',
    states: {
      normal: { label: NORMAL, value: undefined },
      slow: { label: '遅い（5秒）', value: everything({ delayMs: 5000 }) },
      broken: { label: '壊れている（署名）', value: everything({ badSignature: true }) },
      results: { label: '結果だけ届かない', value: [dropped('/call-status'), dropped('/dial-ended')] },
      gone: { label: '届かない', value: everything({ drop: true }) },
    },
  },
];

/** The same text for the same value, whatever the order of its keys. */
function textOf(value: unknown): string {
  const sorted = (_: string, one: unknown): unknown =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one;
  return JSON.stringify(value, sorted) ?? 'nothing';
}

type State = Record<string, unknown>;

/** The faults in force; null for a stand-in that does not answer. */
async function readFaults({ at }: FaultSwitch): Promise<State | null> {
  const { status, body } =
    at === 'faults'
      ? await control('kintone', '/sandbox/kintone')
      : await control('twilio', '/sandbox/faults');
  return status === 200 ? (body as State) : null;
}

/** Leaves alone whatever else a program has set. */
async function setFault(one: FaultSwitch, value: unknown): Promise<void> {
  if (one.at === 'faults') {
    await control('kintone', '/sandbox/kintone', { faults: value });
    return;
  }
  const { [one.at]: _, ...others } = (await readFaults(one)) ?? {};
  await control('twilio', '/sandbox/faults', value === undefined ? others : { ...others, [one.at]: value });
}

/** Makes each service slow, broken or gone, says in which state it is, and makes all of them well again. */
export function faultSwitches(): HTMLElement {
  const badge = element('span', { class: 'sandbox-badge', role: 'status' });
  const menus = SWITCHES.map((one) => {
    const options = Object.entries(one.states).map(([key, { label }]): [string, string] => [key, label]);
    return menu(one.label, options, 'normal', (key) => {
      setFault(one, one.states[key]?.value).then(refresh);
    });
  });
  const refresh = async (): Promise<void> => {
    const states = await Promise.all(SWITCHES.map(readFaults));
    let count = 0;
    SWITCHES.forEach((one, index) => {
      const select = menus[index]?.select;
      const state = states[index];
      if (!select) {
        return;
      }
      const text = textOf(state?.[one.at]);
      const known = Object.entries(one.states).find(([, { value }]) => textOf(value) === text)?.[0];
      select.querySelector('[value=other]')?.remove();
      if (known === undefined) {
        select.append(element('option', { value: 'other' }, state ? 'プログラムの設定' : '状態が不明'));
      }
      select.disabled = !state;
      select.value = known ?? 'other';
      select.classList.toggle('on', known !== 'normal');
      count += known === 'normal' ? 0 : 1;
    });
    badge.textContent = count > 0 ? `${count}件` : '';
  };
  const reset = async (): Promise<void> => {
    await control('kintone', '/sandbox/kintone', { faults: [] });
    await control('twilio', '/sandbox/faults', {});
    await refresh();
  };
  const title = element('span', {}, '障害を起こす', badge);
  const well = element('button', { type: 'button', click: () => reset() }, 'すべて正常に戻す');
  const box = fold(title, ...menus, element('div', { class: 'sandbox-row' }, well));
  box.addEventListener('toggle', () => box.open && refresh());
  refresh();
  return box;
}
