import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { TwilioAccount } from '../options';

const headerSchema = z.object({ alg: z.literal('HS256'), cty: z.literal('twilio-fpa;v=1') });

const payloadSchema = z.object({
  iss: z.string(),
  sub: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
  grants: z.object({
    identity: z.string().regex(/^\w{1,121}$/),
    voice: z.object({
      outgoing: z
        .object({ application_sid: z.string(), params: z.record(z.string(), z.unknown()).optional() })
        .optional(),
      incoming: z.object({ allow: z.boolean() }).optional(),
    }),
  }),
});

/** A Voice SDK token that was found good. */
export interface AccessToken {
  identity: string;
  /** Undefined where the token allows no outgoing calls. */
  applicationSid: string | undefined;
  /** Signed into the token; they win over what the page asks for. */
  outgoingParams: Record<string, string>;
  incomingAllowed: boolean;
  /** Unix time, s. */
  expiresAt: number;
}

export type TokenRefusal = { code: 20101 | 20104; message: string };

const INVALID: TokenRefusal = { code: 20101, message: 'Access Token validation failed' };
const EXPIRED: TokenRefusal = { code: 20104, message: 'Access Token expired or expiration date invalid' };

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Checks an access token as Twilio does: https://www.twilio.com/docs/iam/access-tokens.
 * Signature before anything that stands in it; 20104 only for a token that was good once.
 */
export function verifyAccessToken(
  token: string,
  account: TwilioAccount,
  now = Date.now(),
): { token: AccessToken } | { refusal: TokenRefusal } {
  const [header = '', payload = '', signature = '', ...rest] = token.split('.');
  const expected = createHmac('sha256', account.apiKeySecret).update(`${header}.${payload}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return { refusal: INVALID };
  }
  const claims = payloadSchema.safeParse(decode(payload));
  if (!headerSchema.safeParse(decode(header)).success || !claims.success) {
    return { refusal: INVALID };
  }
  const { iss, sub, exp, nbf, grants } = claims.data;
  if (iss !== account.apiKeySid || sub !== account.sid || (nbf ?? 0) * 1000 > now) {
    return { refusal: INVALID };
  }
  if (exp * 1000 <= now) {
    return { refusal: EXPIRED };
  }
  const outgoing = grants.voice.outgoing;
  return {
    token: {
      identity: grants.identity,
      applicationSid: outgoing?.application_sid,
      outgoingParams: Object.fromEntries(
        Object.entries(outgoing?.params ?? {}).map(([key, value]) => [key, String(value)]),
      ),
      incomingAllowed: grants.voice.incoming?.allow ?? false,
      expiresAt: exp,
    },
  };
}

export function expiredRefusal(): TokenRefusal {
  return EXPIRED;
}
