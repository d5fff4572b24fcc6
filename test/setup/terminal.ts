import { wordMessage, type Language } from '../../setup/console/language';
import type { MessageKey } from '../../setup/console/messages';
import type { Terminal } from '../../setup/console/terminal';

/** A terminal that keeps what it is told and answers as it was made to. */
export function recordingTerminal(answer: boolean | null = null, language: Language = 'en') {
  const keys: MessageKey[] = [];
  const lines: string[] = [];
  const terminal: Terminal = {
    language,
    say: (key, values) => {
      keys.push(key);
      lines.push(wordMessage(language, key, values));
    },
    confirm: async (key) => {
      keys.push(key);
      return answer;
    },
  };
  return { terminal, keys, text: () => lines.join('\n') };
}
