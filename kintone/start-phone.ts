import { dialPlan } from '../dial-plan/browser';
import { createAccessTokens } from './call/access-token';
import { createLine } from './call/device';
import { createMicrophone } from './call/microphone';
import { createPhone } from './call/phone';
import { messagesFor } from './messages/messages';
import type { KintonePage } from './page/kintone-page';
import { createScreen, type Screen } from './screen/screen';
import type { PhoneSettings } from './settings';

const now = (): number => Date.now();

/** Puts the phone of this document together. Nothing is asked of any server until the rep means to call. */
export const startPhone = (settings: PhoneSettings, page: KintonePage): Screen => {
  const { code, language } = page.rep;
  const calledBefore = `kintone-phone.called.${code}`;
  const microphone = createMicrophone((constraints) => navigator.mediaDevices.getUserMedia(constraints));
  const phone = createPhone({
    accessTokens: createAccessTokens({
      functionsUrl: settings.functionsUrl,
      loginCode: code,
      addSignInRecord: (challenge) => page.addSignInRecord(settings.signInApp, challenge),
      storage: sessionStorage,
      fetch: (...request) => fetch(...request),
      now,
    }),
    microphone,
    line: createLine({ edges: settings.edges, microphone }),
    isOnline: () => navigator.onLine,
    now,
  });

  phone.subscribe(({ state }) => {
    if (state.name === 'ringing') localStorage.setItem(calledBefore, '1');
  });
  if (localStorage.getItem(calledBefore)) requestIdleCallback(() => phone.send({ type: 'prepare' }));

  return createScreen({
    phone,
    messages: messagesFor(language),
    callerId: dialPlan.formatNational(settings.fromNumber),
    now,
  });
};
