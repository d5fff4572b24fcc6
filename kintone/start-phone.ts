import { dialPlan } from '../dial-plan/browser';
import { createAccessTokens } from './call/access-token';
import { createLine } from './call/device';
import { createMicrophone } from './call/microphone';
import { createPhone } from './call/phone';
import { messagesFor } from './messages/messages';
import type { KintonePage } from './page/kintone-page';
import { outboxNudge } from './page/outbox-nudge';
import { prepareEarly } from './page/prepare-early';
import { repMemory } from './page/rep-memory';
import { reportFailure as report } from './page/report-failure';
import { createScreen, type Screen } from './screen/screen';
import type { PhoneSettings } from './settings';

// Safari has no requestIdleCallback.
const whenIdle = (work: () => void): unknown =>
  typeof requestIdleCallback === 'function' ? requestIdleCallback(work) : setTimeout(work, 1000);

const now = (): number => Date.now();

/** Puts the phone of this document together. Nothing is asked of any server until the rep means to call. */
export const startPhone = (settings: PhoneSettings, page: KintonePage): Screen => {
  const { code, language } = page.rep;
  const microphone = createMicrophone((constraints) => navigator.mediaDevices.getUserMedia(constraints));
  const phone = createPhone({
    accessTokens: createAccessTokens({
      functionsUrl: settings.functionsUrl,
      loginCode: code,
      addSignInRecord: (challenge) => page.addSignInRecord(settings.signInApp, challenge),
      storage: () => sessionStorage,
      fetch: (...request) => fetch(...request),
      now,
      report,
    }),
    microphone,
    line: createLine({ edges: settings.edges, microphone }),
    isOnline: () => navigator.onLine,
    now,
    report,
  });

  const memory = repMemory(code);
  phone.subscribe(({ state }) => {
    if (state.name === 'ringing') memory.remember();
  });
  const early = prepareEarly(memory.calledBefore, () => whenIdle(() => phone.send({ type: 'prepare' })));

  if (settings.callLogApp)
    phone.subscribe(outboxNudge(settings.functionsUrl, (...request) => fetch(...request)));

  const screen = createScreen({
    phone,
    messages: messagesFor(language),
    callerId: dialPlan.formatNational(settings.fromNumber),
    now,
  });
  return {
    ...screen,
    showRecord: (number, space) => {
      screen.showRecord(number, space);
      early(number);
    },
  };
};
