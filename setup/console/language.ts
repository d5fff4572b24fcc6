import { MESSAGES, type MessageKey } from './messages';

export type Language = 'ja' | 'en';
export type MessageValues = Record<string, string | number>;

/** The language of the admin's terminal: Japanese where LANG (or LC_ALL, which overrides it) starts with ja. */
export function terminalLanguage(environment: Readonly<Record<string, string | undefined>>): Language {
  return /^ja/.test(environment.LC_ALL || environment.LANG || '') ? 'ja' : 'en';
}

/** A message with its values filled in. */
export function wordMessage(language: Language, key: MessageKey, values: MessageValues = {}): string {
  return MESSAGES[key][language].replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(values[name] ?? whole),
  );
}
