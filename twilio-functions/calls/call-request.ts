import * as z from 'zod/mini';
import { Refused } from '../http/refused';
import { type FunctionRequest, parseFields } from '../http/request';
import { decodeIdentity } from '../identity';

/** What Twilio says of a call, and what the rep's page asked for: text of unknown worth. */
export interface CallRequest {
  /** CallSid of the rep's leg. */
  call: string;
  identity: string;
  loginCode: string;
  /** The number as the page sent it; empty when it sent none, or several. */
  to: string;
  /** Ids of the kintone app and record; null when the page sent none. */
  app: string | null;
  record: string | null;
  /** What the access token says the rep is called, with its proof; still to be proven. */
  repName: string | undefined;
  repNameProof: string | undefined;
}

/** CallSid of a webhook. */
export const callSid = z.string().check(z.regex(/^CA[0-9a-f]{32}$/));
/** Id of a kintone app or record. */
export const kintoneId = z.string().check(z.regex(/^[1-9]\d{0,14}$/));

const callFields = z.object({
  CallSid: callSid,
  From: z.string().check(z.startsWith('client:')),
  To: z.catch(z.string(), ''),
  App: z.catch(z.nullable(kintoneId), null),
  Record: z.catch(z.nullable(kintoneId), null),
  RepName: z.catch(z.optional(z.string()), undefined),
  RepNameProof: z.catch(z.optional(z.string()), undefined),
});

/**
 * The call a rep asks for. Who asks comes from the access token by way of `From`, never from a parameter of the page.
 * Throws Refused 'bad-request' when it is not the call of a rep's browser.
 */
export function readCallRequest(request: FunctionRequest): CallRequest {
  const fields = parseFields(callFields, request);
  const identity = fields.From.slice('client:'.length);
  const loginCode = decodeIdentity(identity);
  if (loginCode === undefined) {
    throw new Refused('bad-request', 'From is no identity of a rep');
  }
  const { CallSid: call, To: to, App: app, Record: record } = fields;
  const { RepName: repName, RepNameProof: repNameProof } = fields;
  return { call, identity, loginCode, to, app, record, repName, repNameProof };
}
