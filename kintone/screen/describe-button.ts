import { isActive, type CallState } from '../call/call-state';
import type { PhoneSnapshot } from '../call/phone';
import { EDITABLE } from '../call/phone-error';
import { asParts } from '../messages/messages';
import type { Messages } from '../messages/words';
import type { RecordNumber } from '../page/read-target';
import { numberOf, shortName } from './customer-words';
import type { IconName } from './icons';

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

/** The button of a record's number for a snapshot. */
export const describeButton = (
  number: RecordNumber,
  { state, target }: PhoneSnapshot,
  messages: Messages,
): ButtonView => {
  const base = { timed: false, bad: false, editable: false, title: '' };
  if (isActive(state) && target) {
    const here = target.record === number.record && target.app === number.app;
    const timed = 'since' in state && state.name !== 'ringing';
    const line = messages.states[state.name as Exclude<CallState['name'], 'idle'>];
    const who = shortName(target);
    if (!here)
      return {
        ...base,
        kind: 'plain',
        label: messages.backToCall,
        line: timed ? messages.onCallWith(who) : `${line} ${messages.person(who)}`,
        act: 'back',
      };
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
