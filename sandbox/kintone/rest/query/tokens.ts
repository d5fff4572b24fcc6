import { invalidInput } from '../rest-error';

/** A piece of a query. */
export type Token =
  | { kind: 'word'; text: string }
  | { kind: 'string'; text: string }
  | { kind: 'number'; text: string }
  | { kind: 'sign'; text: string };

const PIECE =
  /\s*(?:("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?)(?![\p{L}\p{N}_])|(>=|<=|!=|=|>|<|\(|\)|,)|([\p{L}\p{N}_$・＿ー（）]+))/uy;

/** @throws RestError CB_VA01 at the first piece that is none */
export function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  const text = query.trim();
  PIECE.lastIndex = 0;
  let at = 0;
  while (at < text.length) {
    PIECE.lastIndex = at;
    const match = PIECE.exec(text);
    if (!match) {
      throw invalidInput({ query: ['query-syntax'] });
    }
    at = PIECE.lastIndex;
    const [, string, number, sign, word] = match;
    if (string !== undefined) {
      tokens.push({ kind: 'string', text: string.slice(1, -1).replace(/\\(.)/gu, '$1') });
    } else if (number !== undefined) {
      tokens.push({ kind: 'number', text: number });
    } else if (sign !== undefined) {
      tokens.push({ kind: 'sign', text: sign });
    } else {
      tokens.push({ kind: 'word', text: word ?? '' });
    }
  }
  return tokens;
}
