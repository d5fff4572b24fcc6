import type { AccessTokens } from '../../../kintone/call/access-token';
import type { Line, LineRequest } from '../../../kintone/call/device';
import type { Microphone } from '../../../kintone/call/microphone';
import { createPhone, type CallTarget, type Phone } from '../../../kintone/call/phone';
import type { LineEvent } from '../../../kintone/call/watched-call';

export const minato: CallTarget = {
  number: '+81312345601',
  shown: '03-1234-5601',
  extension: null,
  app: '1',
  record: '5',
  page: '/k/1/show#record=5',
  company: '株式会社みなと商事',
  contact: '山田 太郎',
};

/** A phone whose line, microphone and tokens are played by hand. */
export interface PhoneWorld {
  phone: Phone;
  /** every connect(), in order */
  requests: LineRequest[];
  /** what was done to the line and the microphone, in order */
  done: string[];
  /** says something about the newest call */
  say: (event: LineEvent) => void;
  tokens: string[];
  /** what the console was told, in order */
  reports: Array<[code: string, cause: unknown]>;
  tokenEnds: () => void;
  answers: {
    token: () => Promise<string>;
    microphone: () => Promise<MediaStream>;
    online: boolean;
    updateToken: (token: string) => void;
  };
  state: () => string;
}

/** Puts a phone together; every asking succeeds at once until `answers` says otherwise. */
export const createWorld = (): PhoneWorld => {
  const requests: LineRequest[] = [];
  const done: string[] = [];
  const tokens: string[] = [];
  const reports: PhoneWorld['reports'] = [];
  let tokenEnds: () => void = () => undefined;
  const answers: PhoneWorld['answers'] = {
    token: async () => `token-${tokens.length}`,
    microphone: async () => ({}) as MediaStream,
    online: true,
    updateToken: (token) => void done.push(`line got ${token}`),
  };
  const accessTokens: AccessTokens = {
    get: async ({ renew = false } = {}) => {
      tokens.push(renew ? 'renew' : 'get');
      return answers.token();
    },
    prepare: () => void tokens.push('prepare'),
  };
  const microphone: Microphone = {
    open: () => answers.microphone(),
    close: () => void done.push('microphone closed'),
  };
  const line: Line = {
    connect: (request) => void requests.push(request),
    hangUp: () => void done.push('line hung up'),
    close: () => void done.push('line closed'),
    updateToken: (token) => answers.updateToken(token),
    onTokenEnding: (listener) => {
      tokenEnds = listener;
    },
  };
  const phone = createPhone({
    accessTokens,
    microphone,
    line,
    isOnline: () => answers.online,
    now: Date.now,
    report: (code, cause) => void reports.push([code, cause]),
  });
  return {
    phone,
    requests,
    done,
    tokens,
    reports,
    answers,
    say: (event) => requests.at(-1)?.listener(event),
    tokenEnds: () => tokenEnds(),
    state: () => phone.snapshot().state.name,
  };
};
