import type { Phone, PhoneSnapshot } from '../call/phone';
import type { Messages } from '../messages/words';
import type { RecordNumber } from '../page/read-target';
import { describeButton } from './describe-button';
import { createButton, element, formatTime } from './elements';

const INTENT_MS = 150;
/** A double click on 発信 is one click: its second half lands on the button that would stop the call again. */
const AFTER_DIAL_MS = 400;
const LINE_ID = 'kp-line';

export interface CallButton {
  element: HTMLElement;
  show: (number: RecordNumber) => void;
  draw: (snapshot: PhoneSnapshot) => void;
  focus: () => void;
}

/** The button in the record's space field, and the one line below it. `mayClick` is false while a click may be an accident. */
export const createCallButton = (
  phone: Phone,
  messages: Messages,
  now: () => number,
  mayClick: () => boolean,
): CallButton => {
  let number: RecordNumber | undefined;
  let dialledAt = -Infinity;
  let intent: ReturnType<typeof setTimeout> | undefined;

  const click = (): void => {
    if (!number || !mayClick()) return;
    const snapshot = phone.snapshot();
    if (snapshot.state.name !== 'in-call' && now() - dialledAt < AFTER_DIAL_MS) return;
    const { act } = describeButton(number, snapshot, messages);
    if (act === 'dial' && 'target' in number) {
      dialledAt = now();
      phone.send({ type: 'dial', target: number.target });
    }
    if (act === 'hangUp') phone.send({ type: 'hang-up' });
    if (act === 'back' && snapshot.target) location.href = snapshot.target.page;
  };
  const prepare = (): void => {
    if (number && 'target' in number) phone.send({ type: 'prepare' });
  };

  const button = createButton('kp-call-button', click, LINE_ID);
  const words = element('span', '');
  const time = element('time', '');
  const edit = element('a', '', messages.edit);
  const line = element('p', 'kp-line', words, time, edit);
  line.id = LINE_ID;
  const host = element('div', 'kp-call', button.element, line);

  button.element.addEventListener('pointerover', () => {
    clearTimeout(intent);
    intent = setTimeout(prepare, INTENT_MS);
  });
  button.element.addEventListener('pointerout', () => clearTimeout(intent));
  button.element.addEventListener('focusin', prepare);

  const draw = (snapshot: PhoneSnapshot): void => {
    if (!number) return;
    const view = describeButton(number, snapshot, messages);
    button.look({ kind: view.kind, label: view.label, ...(view.icon && { icon: view.icon }) });
    words.textContent = view.line;
    line.title = view.title || view.line;
    line.classList.toggle('kp-bad', view.bad);
    const { state } = snapshot;
    time.textContent = view.timed && 'since' in state ? formatTime(now() - state.since) : '';
    edit.hidden = !view.editable;
    edit.href = `${number.page}&mode=edit`;
  };

  return {
    element: host,
    show: (shown) => {
      number = shown;
      draw(phone.snapshot());
    },
    draw,
    focus: button.focus,
  };
};
