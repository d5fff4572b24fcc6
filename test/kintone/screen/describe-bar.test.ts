import { describe, expect, it } from 'vitest';
import type { CallState } from '../../../kintone/call/call-state';
import type { PhoneSnapshot } from '../../../kintone/call/phone';
import { messagesFor } from '../../../kintone/messages/messages';
import { describeBar } from '../../../kintone/screen/describe-bar';
import { minato } from '../call/phone-world';

const ja = messagesFor('ja');
const snapshot = (state: CallState, noAudio = false): PhoneSnapshot => ({
  call: 1,
  state,
  target: minato,
  noAudio,
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
    [
      { reason: 'time-limit', seconds: 3600, limitMinutes: 60 },
      '通話終了',
      '1回の通話の上限（60分）に達したため終了しました',
    ],
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

  it('does not ask a rep to wait for what only an administrator can change', () => {
    const snap = snapshot({ name: 'ended', reason: 'failed', code: 'login-code-too-long' });
    expect(describeBar(snap, ja)?.told).toEqual({
      what: 'ログイン名が長すぎるため電話を使えません',
      step: '管理者に連絡してください',
      code: 'login-code-too-long',
    });
  });

  it.each(['login-code-too-long', 'day-limit', 'rep-blocked', 'no-permission', 'kind-not-allowed'] as const)(
    'does not offer to call again after %s',
    (code) => {
      expect(describeBar(snapshot({ name: 'ended', reason: 'failed', code }), ja)?.again).toBeUndefined();
    },
  );
});
