import type { FunctionRefusalCode, Refusal } from '../../contracts/refusal';
import type { TokenAnswer, TokenRequest } from '../../contracts/token';
import { codeOf, PhoneError, type PhoneErrorCode } from './phone-error';
import { withLimit } from './time-limit';

const SIGN_IN_RECORD_MS = 5_000;
const TOKEN_ANSWER_MS = 8_000;
const PAUSE_MS = 30_000;
/** A token this near its end is not used for a new call. */
const MARGIN_MS = 60_000;

interface KeptToken {
  token: string;
  /** ms since 1970, by this computer's clock */
  until: number;
}

export interface AccessTokenParts {
  functionsUrl: string;
  loginCode: string;
  /** Adds `{challenge}` to the sign-in app as the rep; resolves with the record's id. */
  addSignInRecord: (challenge: string) => PromiseLike<string>;
  /** Reading it may throw as well, where the browser forbids storage. */
  storage: () => Pick<Storage, 'getItem' | 'setItem'>;
  fetch: typeof fetch;
  now: () => number;
  /** Hears why a sign-in failed for which nobody waits. */
  report: (code: PhoneErrorCode, cause: unknown) => void;
}

/** Twilio's access tokens for one rep. */
export interface AccessTokens {
  /** A token good for a call: the kept one, else by a sign-in; `renew` never takes the kept one. */
  get: (options?: { renew?: boolean }) => Promise<string>;
  /** Signs in ahead of a likely call. Says nothing to the rep, and rests for 30 s after a failure. */
  prepare: () => void;
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** A fresh proof of who asks, as in PKCE (RFC 7636): the challenge is shown first, the verifier only to the Function. */
export const createProof = async (): Promise<{ verifier: string; challenge: string }> => {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return { verifier, challenge: base64url(new Uint8Array(digest)) };
};

/**
 * Obtains, keeps and renews the rep's access token. There is one sign-in in flight at most.
 * Rejects with a PhoneError.
 */
export const createAccessTokens = (parts: AccessTokenParts): AccessTokens => {
  // Two apps of one kintone may stand on different Functions, each with tokens of its own.
  const key = `kintone-phone.token.${parts.functionsUrl}.${parts.loginCode}`;
  let inFlight: Promise<string> | undefined;
  let failedAt = -Infinity;

  const kept = (): string | undefined => {
    try {
      const { token, until } = JSON.parse(parts.storage().getItem(key) ?? '{}') as Partial<KeptToken>;
      return token && until && until - MARGIN_MS > parts.now() ? token : undefined;
    } catch {
      return undefined;
    }
  };

  const ask = (body: URLSearchParams): Promise<TokenAnswer> =>
    withLimit(TOKEN_ANSWER_MS, 'service-slow', async (signal) => {
      let response: Response;
      let answer: Partial<TokenAnswer & Refusal>;
      try {
        response = await parts.fetch(`${parts.functionsUrl}/token`, { method: 'POST', body, signal });
        answer = (await response.json()) as typeof answer;
      } catch (cause) {
        throw new PhoneError('service-unreachable', cause);
      }
      if (response.ok && answer.token && answer.expires_in) return answer as TokenAnswer;
      throw new PhoneError((answer.error?.code as FunctionRefusalCode | undefined) ?? 'service-unreachable');
    });

  const signIn = async (): Promise<string> => {
    const { verifier, challenge } = await createProof();
    const record = await withLimit(SIGN_IN_RECORD_MS, 'sign-in-slow', () => parts.addSignInRecord(challenge));
    const request = { record_id: record, code_verifier: verifier } satisfies TokenRequest;
    const answer = await ask(new URLSearchParams(request));
    try {
      const keep: KeptToken = { token: answer.token, until: parts.now() + answer.expires_in * 1000 };
      parts.storage().setItem(key, JSON.stringify(keep));
    } catch {
      // A browser that stores nothing still phones: it signs in for each call.
    }
    return answer.token;
  };

  const get: AccessTokens['get'] = async ({ renew = false } = {}) => {
    const token = renew ? undefined : kept();
    if (token) return token;
    inFlight ??= signIn()
      .catch((error: unknown) => {
        failedAt = parts.now();
        throw error;
      })
      .finally(() => (inFlight = undefined));
    return inFlight;
  };

  return {
    get,
    prepare: () => {
      if (parts.now() - failedAt > PAUSE_MS)
        get().catch((error: unknown) => parts.report(codeOf(error), error));
    },
  };
};
