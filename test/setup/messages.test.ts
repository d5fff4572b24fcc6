import { describe, expect, it } from 'vitest';
import { terminalLanguage, wordMessage } from '../../setup/console/language';
import { MESSAGES, type MessageKey } from '../../setup/console/messages';

describe('messages for admins', () => {
  it.each(Object.keys(MESSAGES) as MessageKey[])('%s says the same in both languages', (key) => {
    const names = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    expect([...new Set(names(MESSAGES[key].ja))]).toEqual([...new Set(names(MESSAGES[key].en))]);
    expect(MESSAGES[key].ja).toMatch(/[ぁ-ん一-龠]/);
    expect(MESSAGES[key].en).not.toMatch(/[ぁ-んァ-ン]/);
  });

  it('are Japanese where the terminal is', () => {
    expect(terminalLanguage({ LANG: 'ja_JP.UTF-8' })).toBe('ja');
    expect(terminalLanguage({ LANG: 'ja_JP.UTF-8', LC_ALL: 'C' })).toBe('en');
    expect(terminalLanguage({ LANG: 'C.UTF-8' })).toBe('en');
    expect(terminalLanguage({})).toBe('en');
  });

  it('name what they are about, as it is', () => {
    expect(wordMessage('en', 'kintone-app-not-found', { app: '$1{app}' })).toBe(
      'App $1{app} does not exist. Check "app" in kintone-phone.config.json.',
    );
  });
});
