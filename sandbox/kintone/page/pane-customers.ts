import type { PageData, SandboxCustomer } from '../page-data';
import { element } from './element';
import { buttons, fold, menu } from './pane-menu';
import { control } from './stand-ins';
import type { StandInAnswer } from './stand-ins';

const EVENTS: Record<string, string> = {
  analysis: '分析',
  minutes: '議事録',
  meeting: '会議',
  challenge: 'チャレンジ',
};

interface MiiTelAnswer {
  ok: boolean;
  answers: Array<{ event: string; status: number | null; code: string | null }>;
}

function miitelWords({ status, body }: StandInAnswer): string {
  if (status !== 200) {
    return `送れませんでした（${status || '応答なし'}）`;
  }
  const { ok, answers } = body as MiiTelAnswer;
  const each = answers.map(
    ({ event, status: code, code: why }) =>
      `${EVENTS[event] ?? event} ${code ?? '応答なし'}${why ? ` ${why}` : ''}`,
  );
  return `${ok ? '届きました' : '受け取られませんでした'}：${each.join('・')}`;
}

function incomingWords({ status }: StandInAnswer): string {
  if (status === 201) {
    return '着信させました';
  }
  return status === 409 ? '着信の設定がありません' : `着信させられませんでした（${status || '応答なし'}）`;
}

/** The customer whose record is on the screen, else the first. */
function shownCustomer({ app, sandbox }: PageData): SandboxCustomer | undefined {
  const record = new URLSearchParams(location.hash.slice(1)).get('record');
  const shown = sandbox.customers.find((customer) => app?.id === '1' && customer.record === record);
  return shown ?? sandbox.customers[0];
}

/** Lets a customer call, and lets MiiTel deliver. */
export function customerActions(data: PageData): HTMLElement {
  const { customers } = data.sandbox;
  const news = element('p', { class: 'sandbox-news', role: 'status' });
  const who = menu(
    'お客様',
    customers.map(({ name, number }) => [number, name]),
    shownCustomer(data)?.number ?? '',
    () => undefined,
  );
  const act = async (what: () => Promise<string>): Promise<void> => {
    news.textContent = '…';
    news.textContent = await what();
  };
  const calls = (from: () => string) => () =>
    act(async () => incomingWords(await control('twilio', '/sandbox/incoming-calls', { from: from() })));
  const delivers = (kind: string) => () =>
    act(async () => {
      const customer = { number: who.select.value };
      const rep = { name: data.user.name, mail: data.user.email };
      return miitelWords(await control('twilio', '/sandbox/miitel', { kind, customer, rep }));
    });
  return fold(
    '着信・MiiTel',
    who,
    buttons('お客様から電話', [
      ['着信', calls(() => `+81${who.select.value.slice(1)}`)],
      ['非通知で着信', calls(() => 'anonymous')],
    ]),
    buttons(
      'MiiTelの配信',
      [
        ['1回', delivers('call')],
        ['2回', delivers('doubled')],
        ['順不同', delivers('out-of-order')],
        ['チャレンジ', delivers('challenge')],
      ],
      [
        ['応答なし', delivers('unanswered')],
        ['着信', delivers('incoming')],
        ['転送', delivers('transfer')],
        ['会議', delivers('meeting')],
      ],
    ),
    news,
  );
}
