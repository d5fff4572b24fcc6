import { describe, expect, it } from 'vitest';
import { en } from '../../kintone/messages/en';
import { ja } from '../../kintone/messages/ja';
import { messagesFor } from '../../kintone/messages/messages';

/** Every text of a language; those that take something are tried with 3 and 11. */
const texts = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return [String((value as (...given: unknown[]) => string)(3, 11))];
  return Object.values(value as object).flatMap(texts);
};

describe('messages', () => {
  it('are Japanese for ja and English for all others', () => {
    expect(messagesFor('ja')).toBe(ja);
    for (const language of ['en', 'zh', 'zh-TW', 'es', 'pt-BR', 'th']) expect(messagesFor(language)).toBe(en);
  });

  it('never use words of the trade, nor say that something failed and nothing else', () => {
    for (const text of texts(ja)) {
      expect(text).not.toMatch(/トークン|SDK|WebRTC|オリジン|エラー|失敗/);
      expect(text.trim()).not.toBe('');
    }
    for (const text of texts(en)) {
      expect(text).not.toMatch(/token|SDK|WebRTC|origin|error|failed/i);
      // The app is called 電話サインイン in every language.
      expect(text.replace('電話サインイン', '')).not.toMatch(/[ぁ-んァ-ヶ一-龠]/);
    }
  });
});
