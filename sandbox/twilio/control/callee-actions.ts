import { FINAL_OF } from '../calls/dial';
import type { CalleeAction } from '../calls/callee-leg';
import type { Call } from '../calls/call';

const ACTIONS: readonly CalleeAction[] = [
  'answer',
  'busy',
  'no-answer',
  'decline',
  'unreachable',
  'hang-up',
  'silence',
  'speak',
  'give-up',
];

export function isCalleeAction(text: string): text is CalleeAction {
  return (ACTIONS as readonly string[]).includes(text);
}

/** Does what the callee (or, with `give-up`, the caller) wants; false where the call is not in a state for it. */
export function act(call: Call, action: CalleeAction): boolean {
  if (action === 'give-up') {
    return call.kind === 'incoming' && call.giveUp();
  }
  const leg = call.callee;
  if (!leg) {
    return false;
  }
  switch (action) {
    case 'answer':
      return leg.answer();
    case 'hang-up':
      return leg.talking && leg.end('completed');
    case 'silence':
    case 'speak':
      // Between two telephones far away there is no voice to give back.
      if (leg.talking && call.kind === 'rep') {
        (action === 'speak' ? () => call.audio.playEcho() : () => call.audio.playSilence())();
      }
      return leg.talking && call.kind === 'rep';
    default:
      return leg.ringing && leg.end(FINAL_OF[action]);
  }
}
