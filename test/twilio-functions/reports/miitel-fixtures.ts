import { readFileSync } from 'node:fs';
import { createFunctionsDialPlan } from '../../../dial-plan/functions';
import { readMiitel } from '../../../twilio-functions/reports/miitel';

export type Body = Record<string, unknown>;
export interface CallBody extends Body {
  call: { id: string; details: Body[] };
}

/** A delivery as MiiTel sends it. */
export const fixture = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../fixtures/miitel/${name}.json`, import.meta.url), 'utf8'),
  ) as CallBody;

/** How the deliveries are read here. */
export const reading = {
  dialPlan: createFunctionsDialPlan(['JP']),
  url: 'https://sandbox.miitel.example',
  repOf: (mail: string) => mail.split('@')[0],
};
export const read = (body: Body) => readMiitel(body, reading);
