import { z } from 'zod';

const id = z
  .custom<string | number>(
    (value) => /^[1-9]\d{0,14}$/.test(String(value)),
    'must be the number of a kintone app',
  )
  .transform(String);
const fieldCode = z.string().min(1, 'must be a field code');

const app = z.strictObject({
  app: id,
  spaceId: z.string().min(1).default('connectButtonSpace'),
  phoneFields: z
    .array(z.strictObject({ code: fieldCode, label: z.string().min(1).optional() }))
    .min(1, 'must name at least one phone field')
    .transform((fields) => fields.map(({ code, label }) => ({ code, label: label ?? code }))),
  companyField: fieldCode.nullable().default(null),
  contactField: fieldCode.nullable().default(null),
});

/**
 * kintone-phone.config.json: where the phone stands, without secrets. Everything unknown in it is a fault, so that a
 * misspelt name is never quietly ignored.
 */
export const phoneConfigSchema = z.strictObject({
  apps: z
    .array(app)
    .min(1, 'must name at least one app')
    .refine((apps) => new Set(apps.map((one) => one.app)).size === apps.length, 'names an app twice'),
  /** Twilio's edges; leaving Tokyo may cost the caller ID. */
  edges: z
    .array(z.string().regex(/^[a-z-]+$/, 'must be the name of an edge'))
    .min(1)
    .default(['tokyo']),
});
