import { describe, expect, it } from 'vitest';
import type { CallState } from '../../../kintone/call/call-state';
import type { PhoneSnapshot } from '../../../kintone/call/phone';
import { messagesFor } from '../../../kintone/messages/messages';
import type { RecordNumber } from '../../../kintone/page/read-target';
import { shortName } from '../../../kintone/screen/customer-words';
import { describeBar } from '../../../kintone/screen/describe-bar';
import { describeButton } from '../../../kintone/screen/describe-button';
import { minato } from '../call/phone-world';

const ja = messagesFor('ja');
const snapshot = (state: CallState, noAudio = false): PhoneSnapshot => ({
  call: 1,
  state,
  target: minato,
  noAudio,
});
const here: RecordNumber = { app: '1', record: '5', label: 'TEL', page: minato.page, target: minato };
const elsewhere: RecordNumber = { ...here, record: '6' };

describe('the button', () => {
  it.each([
    [{ name: 'idle' }, 'main', '発信', 'TEL 03-1234-5601', 'dial'],
    [{ name: 'signing-in' }, 'plain', '中止', '準備しています…', 'hangUp'],
    [{ name: 'connecting' }, 'stop', '切断', '発信しています…', 'hangUp'],
    [{ name: 'ringing', since: 0 }, 'stop', '切断', '呼び出し中', 'hangUp'],
    [{ name: 'in-call', since: 0 }, 'stop', '切断', '通話中', 'hangUp'],
    [{ name: 'reconnecting', since: 0 }, 'stop', '切断', '再接続しています', 'hangUp'],
    [{ name: 'ended', reason: 'busy' }, 'main', '発信', 'TEL 03-1234-5601', 'dial'],
  ] as Array<[CallState, string, string, string, string]>)('at %j', (state, kind, label, line, act) => {
    expect(describeButton(here, snapshot(state), ja)).toMatchObject({ kind, label, line, act });
  });

  it('leads back to the call from every other record, and dials from none of them', () => {
    for (const name of ['signing-in', 'connecting', 'ringing', 'in-call', 'reconnecting'])
      expect(describeButton(elsewhere, snapshot({ name, since: 0 } as CallState), ja)).toMatchObject({
        label: '通話へ戻る',
        line: 'みなと商事 山田様と通話中です',
        act: 'back',
      });
  });

  it('tells the same record of another app from this one', () => {
    expect(describeButton({ ...here, app: '9' }, snapshot({ name: 'connecting' }), ja).act).toBe('back');
  });

  it.each([
    ['no-number', '', '電話番号が入力されていません', true],
    ['unreadable-number', '03-12', '電話番号として読み取れません：「03-12」', true],
    ['several-numbers', 'a', '1つの欄に複数の番号があります', true],
    ['kind-not-allowed', '0570', 'この番号（0570など）への発信は許可されていません', false],
    ['setup-incomplete', '', '電話の設定が完了していません', false],
  ] as const)('says why %s cannot be dialled', (refusal, text, line, editable) => {
    const refused: RecordNumber = { app: '1', record: '5', label: 'TEL', page: '', refusal, text };
    expect(describeButton(refused, snapshot({ name: 'idle' }), ja)).toMatchObject({
      kind: 'off',
      act: 'none',
      line,
      editable,
    });
  });
});

describe('the bar', () => {
  it('is not there at idle', () => {
    expect(describeBar(snapshot({ name: 'idle' }), ja)).toBeUndefined();
  });

  it.each([
    [{ name: 'signing-in' }, '準備しています…', 'stop'],
    [{ name: 'connecting' }, '発信しています…', 'hangUp'],
    [{ name: 'ringing', since: 0 }, '呼び出し中', 'hangUp'],
    [{ name: 'in-call', since: 0 }, '通話中', 'hangUp'],
    [{ name: 'reconnecting', since: 0 }, '再接続しています', 'hangUp'],
  ] as Array<[CallState, string, string]>)('at %j', (state, title, end) => {
    expect(describeBar(snapshot(state), ja)).toMatchObject({ title, end, urgent: false });
  });

  it('shows one hint, the worst', () => {
    const state: CallState = { name: 'reconnecting', since: 0 };
    expect(describeBar(snapshot(state), ja)?.hint).toBe(ja.hints.reconnecting);
    expect(describeBar(snapshot(state, true), ja)).toMatchObject({ hint: ja.hints.noAudio, urgent: true });
  });

  it.each([
    [{ reason: 'hung-up', seconds: 191 }, '通話終了', '通話を終了しました（3分11秒）'],
    [{ reason: 'hung-up-by-callee', seconds: 9 }, '通話終了', '相手が電話を切りました（9秒）'],
    [{ reason: 'busy' }, '発信終了', '話し中でした'],
    [{ reason: 'no-answer' }, '発信終了', '応答がありませんでした'],
    [{ reason: 'unreachable' }, '発信終了', 'つながりませんでした'],
    [{ reason: 'not-connected' }, '発信終了', 'つながりませんでした'],
    [{ reason: 'cancelled' }, '発信終了', '発信を取りやめました'],
  ] as Array<[Partial<CallState>, string, string]>)('says how a call ended: %j', (end, title, what) => {
    const view = describeBar(snapshot({ name: 'ended', ...end } as CallState), ja);
    expect(view).toMatchObject({ title, end: 'close', again: 'かけ直す', told: { what, code: '' } });
  });

  it('says what failed, the step to take and the code', () => {
    expect(describeBar(snapshot({ name: 'ended', reason: 'failed', code: 'mic-denied' }), ja)).toMatchObject({
      title: '発信できません',
      again: '許可後に発信',
      urgent: true,
      told: {
        what: 'マイクの使用が許可されていません',
        step: 'アドレスバー左のアイコンからマイクを許可してください',
        code: 'mic-denied',
      },
    });
  });

  it('has words for codes it does not know, and shows the code', () => {
    expect(
      describeBar(snapshot({ name: 'ended', reason: 'failed', code: 'twilio-31005' }), ja)?.told,
    ).toMatchObject({
      what: '電話サービスに接続できません',
      code: 'twilio-31005',
    });
  });

  it.each(['day-limit', 'rep-blocked', 'no-permission', 'kind-not-allowed'] as const)(
    'does not offer to call again after %s',
    (code) => {
      expect(describeBar(snapshot({ name: 'ended', reason: 'failed', code }), ja)?.again).toBeUndefined();
    },
  );
});

describe('shortName', () => {
  it.each([
    ['株式会社みなと商事', '山田 太郎', 'みなと商事 山田'],
    ['あおば物流株式会社', '小林　次郎', 'あおば物流 小林'],
    ['（株）はるか食品', '', 'はるか食品'],
    ['', '', '03-1234-5601'],
  ])('of %s, %s', (company, contact, short) => {
    expect(shortName({ ...minato, company, contact })).toBe(short);
  });
});
