import { describe, expect, it } from 'vitest';
import type { CallState } from '../../../kintone/call/call-state';
import type { PhoneSnapshot } from '../../../kintone/call/phone';
import { messagesFor } from '../../../kintone/messages/messages';
import type { RecordNumber } from '../../../kintone/page/read-target';
import { describeButton } from '../../../kintone/screen/describe-button';
import { minato } from '../call/phone-world';

const ja = messagesFor('ja');
const snapshot = (state: CallState): PhoneSnapshot => ({ call: 1, state, target: minato, noAudio: false });
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
    const lines = {
      'signing-in': '準備しています… みなと商事 山田 様',
      connecting: '発信しています… みなと商事 山田 様',
      ringing: '呼び出し中 みなと商事 山田 様',
      'in-call': 'みなと商事 山田様と通話中です',
      reconnecting: 'みなと商事 山田様と通話中です',
    };
    for (const [name, line] of Object.entries(lines)) {
      const since = /^(ringing|in-call|reconnecting)$/.test(name) && { since: 0 };
      expect(describeButton(elsewhere, snapshot({ name, ...since } as CallState), ja)).toMatchObject({
        label: '通話へ戻る',
        line,
        act: 'back',
      });
    }
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
