/** Field types the sandbox's apps use. */
export type FieldType =
  | 'RECORD_NUMBER'
  | 'CREATOR'
  | 'CREATED_TIME'
  | 'MODIFIER'
  | 'UPDATED_TIME'
  | 'SINGLE_LINE_TEXT'
  | 'MULTI_LINE_TEXT'
  | 'NUMBER'
  | 'DROP_DOWN'
  | 'RADIO_BUTTON'
  | 'LINK'
  | 'DATE'
  | 'DATETIME'
  | 'USER_SELECT';

/** A field of an app's form. */
export interface Field {
  type: FieldType;
  code: string;
  label: string;
  required?: boolean;
  /** 値の重複を禁止する: upsert needs it of its key. */
  unique?: boolean;
  /** Choices, in order. */
  options?: string[];
  protocol?: 'WEB' | 'CALL' | 'MAIL';
  /** Unit shown behind a number. */
  unit?: string;
}
