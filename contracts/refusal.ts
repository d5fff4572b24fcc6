/** Why a Function refuses; stable, shown to the rep as the small code at the end of a message. */
export type FunctionRefusalCode =
  | 'bad-request'
  | 'origin-refused'
  | 'signature-refused'
  | 'sign-in-refused'
  | 'rep-blocked'
  | 'login-code-too-long'
  | 'too-many-attempts'
  | 'kintone-unavailable'
  | 'setup-incomplete'
  | 'internal';

/** Every refusal over HTTP has this body, and nothing of the inside. */
export interface Refusal {
  error: { code: FunctionRefusalCode; message: string };
}
