import type { CallState } from '../call/call-state';
import type { PhoneSnapshot } from '../call/phone';
import { FINAL, type PhoneErrorCode } from '../call/phone-error';
import { asParts, tell } from '../messages/messages';
import type { Messages } from '../messages/words';
import type { IconName } from './icons';

/** How the bar looks in a state. */
export interface BarView {
  tone: 'wait' | 'talk' | 'warn' | 'off' | 'bad';
  icon: IconName;
  title: string;
  /** what ended the call */
  told?: { what: string; step: string; code: string };
  /** the button at the right end, the one place under a hurried hand */
  end: 'stop' | 'hangUp' | 'close';
  /** words of the button that calls again, where that makes sense */
  again?: string;
  hint?: string;
  /** said to a screen reader at once, not politely */
  urgent: boolean;
}

type Ended = Extract<CallState, { name: 'ended' }>;

const LOOKS = {
  'signing-in': ['wait', 'wait', 'stop'],
  connecting: ['wait', 'wait', 'hangUp'],
  ringing: ['wait', 'phone', 'hangUp'],
  'in-call': ['talk', 'phone', 'hangUp'],
  reconnecting: ['warn', 'wait', 'hangUp'],
} as const;

const describeFailure = (code: PhoneErrorCode, messages: Messages): Omit<BarView, 'title'> => {
  const [what, step = '', action = messages.callAgain] = asParts(tell(messages, code));
  return {
    tone: 'bad',
    icon: code.startsWith('mic-') ? 'micOff' : 'alert',
    told: { what, step, code },
    end: 'close',
    ...(!FINAL.includes(code) && { again: action }),
    urgent: true,
  };
};

const describeEnd = (ended: Ended, messages: Messages): BarView => {
  const { reason, code = 'phone-failed', seconds, limitMinutes = 0 } = ended;
  const { states, talked, ends, callAgain, timeLimit } = messages;
  if (reason === 'failed') {
    const view = describeFailure(code, messages);
    return { ...view, title: seconds === undefined ? states.failed : states.ended };
  }
  const [what, step = ''] = asParts(reason === 'time-limit' ? timeLimit(limitMinutes) : ends[reason]);
  const time = seconds === undefined || limitMinutes ? '' : talked(Math.floor(seconds / 60), seconds % 60);
  return {
    tone: 'off',
    icon: 'down',
    title: seconds === undefined ? states.unanswered : states.ended,
    told: { what: what + time, step, code: '' },
    end: 'close',
    again: callAgain,
    urgent: false,
  };
};

const hintOf = ({ state, noAudio }: PhoneSnapshot, { hints }: Messages): string | undefined => {
  if (noAudio) return hints.noAudio;
  return state.name === 'reconnecting' ? hints.reconnecting : undefined;
};

/** The bar for a snapshot; nothing at idle. */
export const describeBar = (snapshot: PhoneSnapshot, messages: Messages): BarView | undefined => {
  const { state, noAudio } = snapshot;
  if (state.name === 'idle') return undefined;
  if (state.name === 'ended') return describeEnd(state, messages);
  const [tone, icon, end] = LOOKS[state.name];
  const hint = hintOf(snapshot, messages);
  return { tone, icon, end, title: messages.states[state.name], ...(hint && { hint }), urgent: noAudio };
};
