import { isActive, type CallState } from '../call/call-state';
import type { CallTarget, PhoneSnapshot } from '../call/phone';
import type { PhoneErrorCode } from '../call/phone-error';
import { tell, type Messages, type Told } from '../messages/messages';
import type { RecordNumber } from '../page/read-target';
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

/** How the button in the space field looks, and what a click on it does. */
export interface ButtonView {
  kind: 'main' | 'stop' | 'plain' | 'off';
  label: string;
  icon?: IconName;
  line: string;
  /** all of the reason, where the line says it short */
  title: string;
  /** the record's own number is at fault, and a rep can mend it */
  editable: boolean;
  /** the line has a running time behind it */
  timed: boolean;
  bad: boolean;
  act: 'dial' | 'hangUp' | 'back' | 'none';
}

/** Faults of the record's text, which the rep can mend. */
const EDITABLE: PhoneErrorCode[] = ['no-number', 'several-numbers', 'unreadable-number', 'withheld-prefix'];
/** Calling again would only be refused again. */
const FINAL: PhoneErrorCode[] = [
  ...EDITABLE,
  'emergency-number',
  'kind-not-allowed',
  'country-not-allowed',
  'hour-limit',
  'day-limit',
  'rep-blocked',
  'setup-incomplete',
  'no-permission',
];

type Ended = Extract<CallState, { name: 'ended' }>;

const asParts = (told: Told): [what: string, step?: string, action?: string] =>
  typeof told === 'string' ? [told] : told;

const describeEnd = (state: Ended, messages: Messages): BarView => {
  const { reason, code = 'phone-failed', seconds } = state;
  const failed = reason === 'failed';
  const [what, step = '', action] = asParts(failed ? tell(messages, code) : messages.ends[reason]);
  const talked = seconds !== undefined;
  const time = talked ? messages.talked(Math.floor(seconds / 60), seconds % 60) : '';
  const again = failed && FINAL.includes(code) ? undefined : (action ?? messages.callAgain);
  return {
    tone: failed ? 'bad' : 'off',
    icon: code.startsWith('mic-') ? 'micOff' : failed ? 'alert' : 'down',
    title: messages.states[talked ? 'ended' : failed ? 'failed' : 'unanswered'],
    told: { what: what + time, step, code: failed ? code : '' },
    end: 'close',
    ...(again && { again }),
    urgent: failed,
  };
};

/** The bar for a snapshot; nothing at idle. */
export const describeBar = ({ state, noAudio }: PhoneSnapshot, messages: Messages): BarView | undefined => {
  if (state.name === 'idle') return undefined;
  if (state.name === 'ended') return describeEnd(state, messages);
  const waiting = state.name === 'signing-in' || state.name === 'connecting';
  const reconnecting = state.name === 'reconnecting';
  const hint = noAudio ? messages.hints.noAudio : reconnecting ? messages.hints.reconnecting : undefined;
  return {
    tone: reconnecting ? 'warn' : state.name === 'in-call' ? 'talk' : 'wait',
    icon: waiting || reconnecting ? 'wait' : 'phone',
    title: messages.states[state.name],
    end: state.name === 'signing-in' ? 'stop' : 'hangUp',
    ...(hint && { hint }),
    urgent: noAudio,
  };
};

/** Short enough for one line: みなと商事 山田 for 株式会社みなと商事 and 山田 太郎. */
export const shortName = ({ company, contact, shown }: CallTarget): string => {
  const firm = company.replace(/(株式|有限|合同)会社|[㈱㈲]|[（(][株有][)）]/g, '').trim();
  return [firm, contact.split(/[\s\u3000]/)[0]].filter(Boolean).join(' ') || shown;
};

/** The number as people read it, with its extension. */
export const numberOf = ({ shown, extension }: CallTarget, messages: Messages): string =>
  shown + (extension ? messages.extension(extension) : '');

/** The button of a record's number for a snapshot. */
export const describeButton = (
  number: RecordNumber,
  { state, target }: PhoneSnapshot,
  messages: Messages,
): ButtonView => {
  const base = { timed: false, bad: false, editable: false, title: '' };
  if (isActive(state) && target) {
    const here = target.record === number.record && target.app === number.app;
    if (!here)
      return {
        ...base,
        kind: 'plain',
        label: messages.backToCall,
        line: messages.onCallWith(shortName(target)),
        act: 'back',
      };
    const timed = 'since' in state && state.name !== 'ringing';
    const line = messages.states[state.name as Exclude<CallState['name'], 'idle'>];
    if (state.name === 'signing-in')
      return { ...base, kind: 'plain', label: messages.stop, line, act: 'hangUp' };
    return { ...base, kind: 'stop', label: messages.hangUp, icon: 'down', line, timed, act: 'hangUp' };
  }
  const idle = { ...base, label: messages.call, icon: 'phone' } as const;
  if ('target' in number)
    return {
      ...idle,
      kind: 'main',
      line: `${number.label} ${numberOf(number.target, messages)}`,
      act: 'dial',
    };
  const { refusal } = number;
  const [what, step] = asParts(messages.errors[refusal]);
  const line = refusal === 'unreadable-number' ? `${what}：「${number.text}」` : what;
  const title = [line, step].join('\n');
  return { ...idle, kind: 'off', line, title, bad: true, editable: EDITABLE.includes(refusal), act: 'none' };
};
