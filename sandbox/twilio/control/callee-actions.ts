import { FINAL_OF } from '../calls/dial';
import type { CalleeAction } from '../calls/callee-leg';
import type { RepCall } from '../calls/rep-call';

const ACTIONS: readonly CalleeAction[] = [
  'answer',
  'busy',
  'no-answer',
  'decline',
  'unreachable',
  'hang-up',
  'silence',
  'speak',
];

export function isCalleeAction(text: string): text is CalleeAction {
  return (ACTIONS as readonly string[]).includes(text);
}

/** Does what the callee wants; false where the call is not in a state for it. */
export function act(call: RepCall, action: CalleeAction): boolean {
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
      if (leg.talking) {
        (action === 'speak' ? () => call.audio.playEcho() : () => call.audio.playSilence())();
      }
      return leg.talking;
    default:
      return leg.ringing && leg.end(FINAL_OF[action]);
  }
}
