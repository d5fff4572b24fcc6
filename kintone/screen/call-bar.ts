import type { Phone, PhoneSnapshot } from '../call/phone';
import type { Messages } from '../messages/words';
import { numberOf } from './customer-words';
import { describeBar } from './describe-bar';
import { createButton, element, formatTime, type ButtonLook } from './elements';
import { icon } from './icons';

export interface CallBar {
  element: HTMLElement;
  draw: (snapshot: PhoneSnapshot) => void;
}

/** The bar over the foot of the page: what the phone does, with whom, and the way to stop. */
export const createCallBar = (
  phone: Phone,
  messages: Messages,
  callerId: string,
  now: () => number,
  mayClick: () => boolean,
  onClosed: () => void,
): CallBar => {
  let closed = 0;
  let drawn = '';

  const again = createButton('', () => {
    const { target } = phone.snapshot();
    if (target) phone.send({ type: 'dial', target });
    // The button that was clicked is gone now; the focus goes on to the one that ends the call.
    end.focus();
  });
  const end = createButton('kp-end', () => {
    if (!mayClick()) return;
    const snapshot = phone.snapshot();
    if (snapshot.state.name === 'ended') {
      closed = snapshot.call;
      draw(snapshot);
      onClosed();
    } else phone.send({ type: 'hang-up' });
  });

  const title = element('b', '');
  const time = element('time', '');
  const state = element('div', '', icon('phone'), element('span', '', title, time));
  const company = element('span', '');
  const contact = element('span', '');
  const customer = element('a', '', company, contact);
  const number = element('span', 'kp-number');
  const who = element(
    'div',
    'kp-who',
    customer,
    element('p', '', number, element('span', '', `${messages.callerId} ${callerId}`)),
  );
  const what = element('b', '');
  const code = element('span', 'kp-code');
  const step = element('span', '');
  const say = element('div', 'kp-say', element('div', '', what, code), step);
  const tools = element('div', 'kp-tools', again.element);
  const bar = element('section', 'kp-bar', state, who, say, tools, end.element);
  bar.setAttribute('aria-label', messages.region);
  const hintWords = element('p', '');
  const hint = element('div', 'kp-hint', icon('alert'), hintWords);

  // Both stand in the page before anything is said, or screen readers miss the first words.
  const polite = element('div', 'kp-unseen');
  polite.setAttribute('role', 'status');
  const atOnce = element('div', 'kp-unseen');
  atOnce.setAttribute('role', 'alert');
  const dock = element('div', 'kp-dock', hint, bar);
  const host = element('div', 'kp-foot', dock, polite, atOnce);

  const announce = (words: string, urgent: boolean): void => {
    const [one, other] = urgent ? [atOnce, polite] : [polite, atOnce];
    if (one.textContent !== words) one.textContent = words;
    other.textContent = '';
  };

  const ends: Record<'stop' | 'hangUp' | 'close', ButtonLook> = {
    stop: { kind: 'plain', label: messages.stop },
    hangUp: { kind: 'stop', label: messages.hangUp, icon: 'down' },
    close: { kind: 'plain', label: messages.close },
  };

  const draw = (snapshot: PhoneSnapshot): void => {
    const view = snapshot.call === closed ? undefined : describeBar(snapshot, messages);
    host.classList.toggle('kp-shown', !!view);
    if (!view) {
      announce('', false);
      return;
    }
    const { target } = snapshot;
    state.className = `kp-state kp-${view.tone}`;
    if (view.icon !== drawn) state.firstChild?.replaceWith(icon(view.icon));
    drawn = view.icon;
    title.textContent = view.title;
    time.textContent = 'since' in snapshot.state ? formatTime(now() - snapshot.state.since) : '';
    company.textContent = target?.company ?? '';
    contact.textContent = target?.contact ? messages.person(target.contact) : '';
    customer.href = target?.page ?? '';
    number.textContent = target ? numberOf(target, messages) : '';
    what.textContent = view.told?.what ?? '';
    code.textContent = view.told?.code ?? '';
    step.textContent = view.told?.step ?? '';
    say.hidden = !view.told;
    again.element.hidden = !view.again;
    again.look({ kind: 'plain', label: view.again ?? '' });
    end.look(ends[view.end]);
    hint.hidden = !view.hint;
    hint.classList.toggle('kp-bad', view.urgent);
    hintWords.textContent = view.hint ?? '';
    announce(
      [view.title, view.told?.what, view.told?.step, view.hint].filter(Boolean).join(' '),
      view.urgent,
    );
  };

  return { element: host, draw };
};
