import * as z from 'zod/mini';
import { NoAnswer } from '../http/deadline-request';
import { askSync, type TwilioAccount, type TwilioRequest } from '../twilio-rest';
import { NO_CALLS, type RepCalls, repCallsSchema } from './rep-limits';

/** Sync is waited for this long a request, ms: a rep is not kept waiting for a limit. */
const DEADLINE_MS = 500;
/** The document outlives its 24 hours by one, s. */
const TTL_S = 90_000;

/** Sync is silent or broken. What is to be done without it is the caller's decision. */
export class SyncSilent extends Error {}
/** Sync refuses for a reason only an admin can mend: a wrong key, a service that is not there. */
export class SyncMisconfigured extends Error {}
/** Sync refuses because this rep's document is asked for too often. */
export class SyncBusy extends Error {}

/** One rep's calls at one revision; no revision: not kept yet. */
export interface KeptCalls {
  calls: RepCalls;
  revision: string | undefined;
}

/** Where one rep's calls are kept. Every method throws SyncSilent, SyncMisconfigured or SyncBusy. */
export interface RepCallsStore {
  read(identity: string): Promise<KeptCalls>;
  /** Keeps `next` if nobody else has written since `kept` was read; false otherwise. */
  write(identity: string, kept: KeptCalls, next: RepCalls): Promise<boolean>;
}

const documentBody = z.object({ revision: z.string(), data: z.unknown() });

/** One Twilio Sync document a rep: https://www.twilio.com/docs/sync/api/document-resource */
export function createRepCallsStore(account: TwilioAccount): RepCallsStore {
  const nameOf = (identity: string) => `rep-calls-${identity}`;

  async function ask(path: string, request: Omit<TwilioRequest, 'within'>) {
    const answer = await askSync(account, path, { ...request, within: DEADLINE_MS }).catch(
      (error: unknown) => {
        throw error instanceof NoAnswer ? new SyncSilent(error.message) : error;
      },
    );
    if (answer.status >= 500) {
      throw new SyncSilent(`Sync answered ${answer.status}`);
    }
    if (answer.status === 429) {
      throw new SyncBusy('Sync answered 429');
    }
    if (answer.status >= 400 && ![404, 409, 412].includes(answer.status)) {
      throw new SyncMisconfigured(`Sync answered ${answer.status}`);
    }
    return answer;
  }

  return {
    async read(identity) {
      const answer = await ask(`Documents/${nameOf(identity)}`, {});
      if (answer.status === 404) {
        return { calls: NO_CALLS, revision: undefined };
      }
      const document = z.safeParse(documentBody, answer.json);
      if (!document.success) {
        throw new SyncSilent('Sync answered without a document');
      }
      // Whatever else stands in the document is replaced by the next call.
      const calls = z.safeParse(repCallsSchema, document.data.data);
      return { calls: calls.success ? calls.data : NO_CALLS, revision: document.data.revision };
    },

    async write(identity, { revision }, next) {
      const form = { Data: JSON.stringify(next), Ttl: String(TTL_S) };
      const answer = revision
        ? await ask(`Documents/${nameOf(identity)}`, { form, ifMatch: revision })
        : await ask('Documents', { form: { ...form, UniqueName: nameOf(identity) } });
      if (answer.status === 404 && !revision) {
        throw new SyncMisconfigured('no such Sync service');
      }
      return answer.status < 300;
    },
  };
}
