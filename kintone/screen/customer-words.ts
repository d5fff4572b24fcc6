import type { CallTarget } from '../call/phone';
import type { Messages } from '../messages/words';

/** Short enough for one line: みなと商事 山田 for 株式会社みなと商事 and 山田 太郎. */
export const shortName = ({ company, contact, shown }: CallTarget): string => {
  const firm = company.replace(/(株式|有限|合同)会社|[㈱㈲]|[（(][株有][)）]/g, '').trim();
  return [firm, contact.split(/[\s\u3000]/)[0]].filter(Boolean).join(' ') || shown;
};

/** The number as people read it, with its extension. */
export const numberOf = ({ shown, extension }: CallTarget, messages: Messages): string =>
  shown + (extension ? messages.extension(extension) : '');
