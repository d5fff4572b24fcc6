import type { SandboxWorld } from './world';

/** What the start program tells people, Japanese first. */
export interface Console {
  step(ja: string, en: string): void;
  failure(text: string): void;
  functionLine(line: string): void;
  ready(world: SandboxWorld): void;
  goodbye(): void;
}

/** Writes to the terminal; every step with the seconds since the start. */
export function createConsole(write: (line: string) => void = (line) => console.log(line)): Console {
  const startedAt = Date.now();
  const seconds = (): string => `${((Date.now() - startedAt) / 1000).toFixed(1).padStart(5)} s`;
  return {
    step: (ja, en) => write(`${seconds()}  ${ja} / ${en}`),
    failure: (text) => write(`\n${seconds()}  ✗ ${text}\n`),
    functionLine: (line) => write(`           functions │ ${line}`),
    ready: ({ origins }) => {
      write(
        [
          `${seconds()}  準備ができました / ready`,
          '',
          `  開く / Open      ${origins.kintone}/`,
          '',
          '  1. 顧客を1件開き、発信 をクリック（マイクを許可）   Open a customer, click 発信, allow the microphone',
          '  2. 右の暗い欄で 応答 をクリック                       Answer in the dark pane at the right',
          '  3. 話すと、自分の声が返ってきます                     Speak: your own voice comes back',
          '',
          `  プログラムから操作 / For programs   ${origins.twilio}/sandbox/calls （sandbox/README.md）`,
          '  終了 / Stop                          Ctrl-C',
          '',
        ].join('\n'),
      );
    },
    goodbye: () => write('\n終了しています / stopping'),
  };
}
