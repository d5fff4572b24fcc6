import * as z from 'zod/mini';
import type { DialPlan } from '../../dial-plan/dial-plan';
import { Refused } from '../http/refused';
import { findRecords, getRecord, type KintoneApp, KintoneError } from '../kintone-rest';
import type { MatchedCustomer } from './call-report';
import type { CustomerApp } from './customer-apps';
import { notationsOf } from './notations';
import { KnowledgeLater } from './outbox';

/** More than this with one number are counted no further. */
const MOST_FOUND = 20;

/** Who a number belongs to, by the customer apps. */
export interface Customers {
  /**
   * The customer of a call with `number` (E.164), dialled from that record or not. A record is used only if one of its
   * phone fields reads as the number; without a record, only if it is the only one. Undefined: the customer apps are
   * not set up as they must be. Throws KnowledgeLater when kintone does not answer.
   */
  find(
    number: string,
    dialledFrom: { app: string; record: string } | undefined,
    within: number,
  ): Promise<MatchedCustomer | undefined>;
}

type Fields = Record<string, unknown>;
interface Found {
  app: CustomerApp;
  record: string;
  fields: Fields;
}

const textField = z.object({ value: z.string() });

export function createCustomers(
  access: Omit<KintoneApp, 'id'>,
  { apps, dialPlan, warn }: { apps: readonly CustomerApp[]; dialPlan: DialPlan; warn(detail: string): void },
): Customers {
  const textOf = (fields: Fields, code: string) => z.safeParse(textField, fields[code]).data?.value ?? '';
  const isTheirs = (number: string, { app, fields }: Found) =>
    app.phoneFields.some((code) => {
      const reading = dialPlan.read(textOf(fields, code));
      return reading.ok && reading.e164 === number;
    });

  async function byRecord(app: CustomerApp, record: string, within: number): Promise<Found[]> {
    const fields = await getRecord({ ...access, id: app.id }, record, within).catch((error: unknown) => {
      if (error instanceof KintoneError && error.code === 'GAIA_RE01') {
        return undefined;
      }
      throw error;
    });
    return fields ? [{ app, record, fields }] : [];
  }

  async function byNumber(app: CustomerApp, number: string, within: number): Promise<Found[]> {
    const texts = notationsOf(number, dialPlan.formatNational(number)).map((text) => `"${text}"`);
    const conditions = app.phoneFields.map((code) => `${code} in (${texts.join(', ')})`);
    const query = `${conditions.join(' or ')} order by $id asc limit ${MOST_FOUND}`;
    const codes = [...app.phoneFields, app.companyField, app.contactField].filter((code) => code !== '');
    const records = await findRecords(
      { ...access, id: app.id },
      { query, fields: ['$id', ...codes], within },
    );
    return records.map((fields) => ({ app, record: textOf(fields, '$id'), fields }));
  }

  return {
    async find(number, dialledFrom, within) {
      const app = apps.find(({ id }) => id === dialledFrom?.app);
      try {
        const found =
          app && dialledFrom
            ? await byRecord(app, dialledFrom.record, within)
            : (await Promise.all(apps.map((one) => byNumber(one, number, within)))).flat();
        const [first, ...others] = found.filter((one) => isTheirs(number, one));
        if (!first) {
          return { match: 'none' };
        }
        if (others.length > 0) {
          return { match: 'several', count: others.length + 1 };
        }
        const company = textOf(first.fields, first.app.companyField);
        const contact = textOf(first.fields, first.app.contactField);
        return { match: 'one', app: first.app.id, record: first.record, company, contact };
      } catch (error) {
        if (error instanceof Refused && error.code === 'kintone-unavailable') {
          throw new KnowledgeLater(error.code);
        }
        // The row matters more than whose it is.
        warn(error instanceof Error ? error.message : 'unknown');
        return undefined;
      }
    },
  };
}
