import { createInterface } from 'node:readline/promises';
import { type Language, type MessageValues, terminalLanguage, wordMessage } from './language';
import type { MessageKey } from './messages';

/** What a command needs of the screen it is run on. */
export interface Terminal {
  language: Language;
  /** Prints a message. */
  say(key: MessageKey, values?: MessageValues): void;
  /** Asks yes or no, no by default; null where nobody can answer. */
  confirm(key: MessageKey): Promise<boolean | null>;
}

/** The terminal the command was started in. */
export function processTerminal(): Terminal {
  const language = terminalLanguage(process.env);
  return {
    language,
    say: (key, values) => console.log(wordMessage(language, key, values)),
    confirm: async (key) => {
      if (!process.stdin.isTTY) return null;
      const prompt = createInterface({ input: process.stdin, output: process.stdout });
      const answer = await prompt.question(`${wordMessage(language, key)} [y/N] `);
      prompt.close();
      return /^y(es)?$/i.test(answer.normalize('NFKC').trim());
    },
  };
}
