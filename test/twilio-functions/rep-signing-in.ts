import { createHash, randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { Proof, Stage } from './stage';

/** A proof as the form fields of `POST /token`. */
export const asFields = ({ id, verifier }: Proof): Record<string, string> => ({
  record_id: id,
  code_verifier: verifier,
});

export const strangersVerifier = (): string => randomBytes(32).toString('base64url');
export const challengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier).digest('base64url');

/** The code of a refusal, which has nothing else to say and is kept by nobody. */
export async function codeOf(answer: Response): Promise<string> {
  const { error, ...rest } = (await answer.json()) as { error: { code: string; message: string } };
  expect(rest).toEqual({});
  expect(Object.keys(error).sort()).toEqual(['code', 'message']);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('vary')).toBe('Origin');
  return error.code;
}

/** Expects a refusal with this code, and kintone asked by the Functions this often (unless undefined). */
export async function expectRefusal(
  stage: Stage,
  pending: () => Promise<Response>,
  { code, asked }: { code: string; asked?: number },
): Promise<Response> {
  const before = stage.kintoneAsked();
  const answer = await pending();
  expect(await codeOf(answer)).toBe(code);
  if (asked !== undefined) {
    expect(stage.kintoneAsked() - before).toBe(asked);
  }
  return answer;
}
