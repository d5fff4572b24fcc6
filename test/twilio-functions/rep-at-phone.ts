import { expect } from 'vitest';
import { newCall, postWebhook, type Stage, type WebhookAnswer, type WebhookOptions } from './stage';

/** TwiML that refuses, and TwiML that just ends. */
export const REFUSED =
  '<?xml version="1.0" encoding="UTF-8"?><Response><Pause length="1"/><Hangup/></Response>';
export const HUNG_UP = '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>';
/** Identity of the rep who calls where a test says nothing else. */
export const REP = 'sato_2Ehanako';

/** The reference in a callback URL, as /call-phone makes it. */
export function referenceOf(changes: object = {}): string {
  return Buffer.from(JSON.stringify({ identity: REP, app: '1', record: '42', ...changes })).toString(
    'base64url',
  );
}

/** A rep's calls as Twilio reports them to the Functions. */
export interface RepAtPhone {
  /** What Twilio posts when the rep's browser calls. */
  voiceParams(changes?: Record<string, string>): Record<string, string>;
  call(changes?: Record<string, string>, options?: WebhookOptions): Promise<WebhookAnswer>;
  /** Expects that the call is dialled; its CallSid. */
  dialled(changes?: Record<string, string>): Promise<string>;
  /** Expects that the rep's page is told this code, and that the call is hung up. */
  refusedFor(code: string, changes?: Record<string, string>): Promise<void>;
  /** Reports that the callee hung up. */
  endCall(sid: string): Promise<void>;
}

export function repAtPhone(stage: Stage): RepAtPhone {
  const rep: RepAtPhone = {
    voiceParams: (changes = {}) => ({
      AccountSid: stage.world.twilio.accountSid,
      ApiVersion: '2010-04-01',
      ApplicationSid: stage.world.twilio.applicationSid,
      CallSid: newCall(),
      CallStatus: 'ringing',
      Called: '',
      Caller: `client:${REP}`,
      Direction: 'inbound',
      From: `client:${REP}`,
      To: '+819012345678',
      App: '1',
      Record: '42',
      ...changes,
    }),
    call: (changes = {}, options = {}) =>
      postWebhook(stage, '/call-phone', rep.voiceParams(changes), options),
    async dialled(changes = {}) {
      const CallSid = newCall();
      expect((await rep.call({ CallSid, ...changes })).text).toContain('<Dial');
      return CallSid;
    },
    async refusedFor(code, changes = {}) {
      const CallSid = newCall();
      expect(await rep.call({ CallSid, ...changes })).toMatchObject({ status: 200, text: REFUSED });
      const told = stage.twilio.messages.filter(({ call }) => call === CallSid);
      expect(told.map(({ content }) => content)).toEqual([{ kind: 'refused', code }]);
    },
    async endCall(CallSid) {
      const params = rep.voiceParams({ CallSid, CallStatus: 'in-progress', DialCallStatus: 'completed' });
      const answer = await postWebhook(stage, '/dial-ended', params, { query: `c=${referenceOf()}` });
      expect(answer).toMatchObject({ status: 200, text: HUNG_UP });
    },
  };
  return rep;
}
