import { invalidInput } from '../rest-error';
import { tokenize } from './tokens';
import type { Token } from './tokens';

export type Operator = '=' | '!=' | '>' | '<' | '>=' | '<=' | 'in' | 'not in' | 'like' | 'not like';

/** A value to compare with, or a function the server fills in. */
export type Operand = { value: string } | { call: 'LOGINUSER' | 'NOW' };

export type Condition =
  | { kind: 'and' | 'or'; left: Condition; right: Condition }
  | { kind: 'compare'; field: string; operator: Operator; operands: Operand[] };

export interface Query {
  condition: Condition | undefined;
  order: Array<{ field: string; descending: boolean }>;
  limit: number;
  offset: number;
}

const SIGNS = new Set(['=', '!=', '>', '<', '>=', '<=']);

class Parser {
  readonly #tokens: Token[];
  #at = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  query(): Query {
    const query: Query = { condition: undefined, order: [], limit: 100, offset: 0 };
    if (this.#at < this.#tokens.length && !['order', 'limit', 'offset'].some((word) => this.#isWord(word))) {
      query.condition = this.#or();
    }
    if (this.#takeWord('order')) {
      this.#expectWord('by');
      do {
        const field = this.#word();
        const descending = this.#takeWord('desc');
        if (!descending) {
          this.#takeWord('asc');
        }
        query.order.push({ field, descending });
      } while (this.#takeSign(','));
    }
    if (this.#takeWord('limit')) {
      query.limit = this.#count(500);
    }
    if (this.#takeWord('offset')) {
      query.offset = this.#count(10_000);
    }
    if (this.#at < this.#tokens.length) {
      this.#fail();
    }
    return query;
  }

  #or(): Condition {
    let left = this.#and();
    while (this.#takeWord('or')) {
      left = { kind: 'or', left, right: this.#and() };
    }
    return left;
  }

  #and(): Condition {
    let left = this.#term();
    while (this.#takeWord('and')) {
      left = { kind: 'and', left, right: this.#term() };
    }
    return left;
  }

  #term(): Condition {
    if (this.#takeSign('(')) {
      const inner = this.#or();
      this.#expectSign(')');
      return inner;
    }
    const field = this.#word();
    const operator = this.#operator();
    const operands = operator === 'in' || operator === 'not in' ? this.#list() : [this.#operand()];
    return { kind: 'compare', field, operator, operands };
  }

  #operator(): Operator {
    const sign = this.#tokens[this.#at];
    if (sign?.kind === 'sign' && SIGNS.has(sign.text)) {
      this.#at += 1;
      return sign.text as Operator;
    }
    const not = this.#takeWord('not');
    if (this.#takeWord('in')) {
      return not ? 'not in' : 'in';
    }
    this.#expectWord('like');
    return not ? 'not like' : 'like';
  }

  #list(): Operand[] {
    this.#expectSign('(');
    const operands = [this.#operand()];
    while (this.#takeSign(',')) {
      operands.push(this.#operand());
    }
    this.#expectSign(')');
    return operands;
  }

  #operand(): Operand {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (token?.kind === 'string' || token?.kind === 'number') {
      return { value: token.text };
    }
    if (token?.kind === 'word' && (token.text === 'LOGINUSER' || token.text === 'NOW')) {
      this.#expectSign('(');
      this.#expectSign(')');
      return { call: token.text };
    }
    return this.#fail();
  }

  #word(): string {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    return token?.kind === 'word' ? token.text : this.#fail();
  }

  #count(most: number): number {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    const count = token?.kind === 'number' ? Number(token.text) : -1;
    return Number.isInteger(count) && count >= 0 && count <= most ? count : this.#fail();
  }

  #isWord(word: string): boolean {
    const token = this.#tokens[this.#at];
    return token?.kind === 'word' && token.text.toLowerCase() === word;
  }

  #takeWord(word: string): boolean {
    const taken = this.#isWord(word);
    this.#at += taken ? 1 : 0;
    return taken;
  }

  #takeSign(sign: string): boolean {
    const token = this.#tokens[this.#at];
    const taken = token?.kind === 'sign' && token.text === sign;
    this.#at += taken ? 1 : 0;
    return taken;
  }

  #expectWord(word: string): void {
    if (!this.#takeWord(word)) {
      this.#fail();
    }
  }

  #expectSign(sign: string): void {
    if (!this.#takeSign(sign)) {
      this.#fail();
    }
  }

  #fail(): never {
    throw invalidInput({ query: ['query-syntax'] });
  }
}

/**
 * Reads the part of kintone's query language that programs of this kind use: comparisons, `in`, `like`, and, or,
 * brackets, LOGINUSER(), NOW(), order by, limit (at most 500, else 100), offset (at most 10,000).
 * https://kintone.dev/en/docs/kintone/overview/query-string/
 *
 * @throws RestError CB_VA01
 */
export function parseQuery(query: string): Query {
  return new Parser(tokenize(query)).query();
}
