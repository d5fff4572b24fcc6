import type { Rep } from './rep';
import type { Stage } from './stage';

/** Record of 株式会社みなと商事, 03-1234-5601. */
export const MINATO = 1;
/** What Chromium itself writes to the console about requests that a test breaks. */
export const NETWORK = /Failed to load resource|net::ERR_/;
/** What the phone writes of a call, or of a sign-in, that failed. */
export const failed = (code: string): RegExp => new RegExp(`^\\[kintone-phone\\] ${code}\\b`);
/** What the Voice SDK writes about its own troubles. */
export const VOICE_SDK = /TwilioVoice|twilio|WebSocket/i;

/** A rep who looks at みなと商事. */
export async function repAtMinato(stage: Stage, as?: string): Promise<Rep> {
  const rep = await stage.rep(as ? { as } : {});
  await rep.openCustomer(MINATO);
  return rep;
}

/** From the customer's page to a call that is answered. */
export async function callAndTalk(stage: Stage, rep: Rep): Promise<string> {
  await rep.clicks('発信');
  const { callSid } = await stage.callee.answers();
  await rep.sees('通話中', 'the customer had picked up and the rep did not know');
  return callSid;
}

/** Whatever went wrong: once it is mended, one click makes a call. */
export async function canCallAgain(stage: Stage, rep: Rep, button: string | RegExp): Promise<void> {
  await stage.callee.policy({ callee: 'answer', afterMs: 100 });
  await rep.clicks(button);
  await rep.sees('通話中', 'the trouble was over and the rep still could not call');
  await rep.clicks('切断');
  await rep.sees('通話を終了しました', 'the call after the trouble could not be ended');
}
