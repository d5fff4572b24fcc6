import * as z from 'zod/mini';
import { decodeIdentity } from '../identity';
import { kintoneId } from './call-request';

/** What a callback URL remembers of a call: its one query parameter `c`, signed by Twilio as part of the URL. */
const callReference = z.strictObject({
  identity: z.string().check(z.refine((identity) => decodeIdentity(identity) !== undefined)),
  /** The customer record the number was dialled from; the page's own word. */
  app: z.nullable(kintoneId),
  record: z.nullable(kintoneId),
  /** The rep as kintone shows them; null: unknown. */
  name: z._default(z.nullable(z.string().check(z.maxLength(120))), null),
});

export type CallReference = z.output<typeof callReference>;

/** base64url of JSON: needs no escaping in a URL, and stays under 700 characters. */
export function encodeCallReference({ identity, app, record, name }: CallReference): string {
  const reference = { identity, app, record, ...(name === null ? {} : { name }) };
  return Buffer.from(JSON.stringify(reference)).toString('base64url');
}

/** Undefined for whatever `encodeCallReference` never makes. */
export function decodeCallReference(c: string): CallReference | undefined {
  try {
    return z.safeParse(callReference, JSON.parse(Buffer.from(c, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}
