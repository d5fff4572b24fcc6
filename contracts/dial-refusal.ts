/** Why a phone field's text is not dialled. */
export type DialRefusalCode =
  | 'no-number'
  | 'several-numbers'
  | 'unreadable-number'
  | 'emergency-number'
  | 'withheld-prefix'
  | 'kind-not-allowed'
  | 'country-not-allowed';
