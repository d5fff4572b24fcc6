import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { CallReport } from './call-report';
import type { SyncObjects } from './sync-objects';

const lastCall = z.object({ rep: z.string(), repName: z.nullable(z.string()), at: z.string() });

export type LastCall = z.output<typeof lastCall>;

/** Who called a number last: whoever calls back is theirs. Methods throw SyncUnavailable. */
export interface LastReps {
  remember(report: CallReport): Promise<void>;
  of(number: string): Promise<LastCall | undefined>;
}

/** A customer who calls back later than this is everybody's, s. */
const TTL_S = 180 * 86_400;
const TRIES = 3;

/** One Sync document a number, so that a call back costs kintone no request more. */
export function createLastReps(sync: SyncObjects): LastReps {
  const nameOf = (number: string) =>
    `last-rep-${createHash('sha256').update(number).digest('hex').slice(0, 32)}`;

  return {
    async remember({ facts }) {
      const number = facts.phoneNumber?.value;
      const rep = facts.rep?.value;
      const at = facts.startedAt?.value;
      if (!number || !rep || !at || facts.direction?.value !== 'outgoing') {
        return;
      }
      const name = nameOf(number);
      const data: LastCall = { rep, repName: facts.repName?.value ?? null, at };
      for (let tried = 0; tried < TRIES; tried += 1) {
        const known = await sync.readDocument(name);
        if (known && (z.safeParse(lastCall, known.data).data?.at ?? '') >= at) {
          return;
        }
        const done = known
          ? await sync.updateDocument(name, data, { revision: known.revision, ttl: TTL_S })
          : await sync.createDocument(name, data, TTL_S);
        if (done !== undefined) {
          return;
        }
      }
    },

    async of(number) {
      const known = await sync.readDocument(nameOf(number));
      return known && z.safeParse(lastCall, known.data).data;
    },
  };
}
