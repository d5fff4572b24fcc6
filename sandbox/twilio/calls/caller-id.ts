/**
 * What stands in From when a caller withholds the number: the reason's English word, spelled on a telephone's keys.
 * https://help.twilio.com/articles/223179988
 */
const WITHHELD = {
  anonymous: '+266696687',
  restricted: '+7378742833',
  blocked: '+2562533',
  unknown: '+8656696',
  unavailable: '+86282452253',
} as const;

export type Withheld = keyof typeof WITHHELD;

export const WITHHELD_REASONS = Object.keys(WITHHELD) as [Withheld, ...Withheld[]];

/** From of a caller: E.164 as it is, a reason as Twilio spells it. */
export function fromOf(caller: string): string {
  return WITHHELD[caller as Withheld] ?? caller;
}

/** Whether this From is no number, but the reason why there is none. */
export function isWithheld(from: string): boolean {
  return Object.values<string>(WITHHELD).includes(from);
}
