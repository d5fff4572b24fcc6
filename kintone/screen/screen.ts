import { isActive } from '../call/call-state';
import type { Phone } from '../call/phone';
import type { Messages } from '../messages/words';
import type { RecordNumber } from '../page/read-target';
import { createCallBar } from './call-bar';
import { createCallButton } from './call-button';
import { STYLES } from './styles';

const AFTER_END_MS = 1000;
const TICK_MS = 1000;

/** What the rep sees of the phone. There is one in a document; records come and go. */
export interface Screen {
  /** Puts the one button into the record's space field. Doing it twice does it once. */
  showRecord: (number: RecordNumber, space: HTMLElement) => void;
  hideRecord: () => void;
}

export interface ScreenParts {
  phone: Phone;
  messages: Messages;
  /** The number the callee sees, as people write it. */
  callerId: string;
  now: () => number;
}

/** Draws every snapshot of the phone, and asks before a call is lost by leaving the page. */
export const createScreen = ({ phone, messages, callerId, now }: ScreenParts): Screen => {
  let quietUntil = 0;
  let shown = phone.snapshot().state.name;
  let ticker: ReturnType<typeof setInterval> | undefined;

  // The second half of a double click on 切断 lands on the button that has taken its place.
  const mayClick = (): boolean => shown !== 'ended' || now() >= quietUntil;
  const button = createCallButton(phone, messages, now, mayClick);
  const bar = createCallBar(phone, messages, callerId, now, mayClick, button.focus);
  const draw = (): void => {
    button.draw(phone.snapshot());
    bar.draw(phone.snapshot());
  };

  const style = document.createElement('style');
  style.textContent = STYLES;
  document.head.append(style);
  document.body.append(bar.element);

  phone.subscribe(({ state }) => {
    if (state.name !== shown && state.name === 'ended') quietUntil = now() + AFTER_END_MS;
    shown = state.name;
    clearInterval(ticker);
    if ('since' in state) ticker = setInterval(draw, TICK_MS);
    draw();
  });

  window.addEventListener('beforeunload', (event) => {
    if (!isActive(phone.snapshot().state)) return;
    event.preventDefault();
    // Chrome before 119 asks only for this: https://developer.mozilla.org/docs/Web/API/Window/beforeunload_event
    event.returnValue = true;
  });

  return {
    showRecord: (number, space) => {
      button.show(number);
      if (button.element.parentElement !== space) space.append(button.element);
    },
    hideRecord: () => button.element.remove(),
  };
};
