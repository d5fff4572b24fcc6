import { pageOriginsOf } from '../kintone-origin';
import { Refused } from './refused';
import type { FunctionRequest } from './request';

/**
 * The headers of every answer to a rep's page. Throws Refused 'origin-refused' unless Origin is kintone's or its
 * secure-access twin. This keeps other sites' pages away from a rep's browser; it proves nothing about a program.
 */
export function corsHeaders(request: FunctionRequest, kintoneOrigin: string): Record<string, string> {
  const origin = request.header('origin');
  if (origin === undefined || !pageOriginsOf(kintoneOrigin).includes(origin)) {
    throw new Refused('origin-refused');
  }
  return { 'Access-Control-Allow-Origin': origin };
}
