import packageJson from '../package.json';
import { secretsEqual } from './http/secrets-equal';
import type { FunctionRequest } from './http/request';
import { readSettings, SetupIncomplete } from './settings';

export interface Health {
  ok: boolean;
  version: string;
  /** Every fault of the settings, without values; for the operator only. */
  faults?: string[];
}

/**
 * Whether this deployment is set up. What is missing is told only to whoever sends `Authorization: Bearer` with
 * OPERATOR_SECRET; a secret is never in the URL.
 */
export function checkHealth(request: FunctionRequest, context: object): Health {
  const faults = findFaults(context);
  const health = { ok: faults.length === 0, version: packageJson.version };
  return isOperator(request, context) ? { ...health, faults } : health;
}

function findFaults(context: object): string[] {
  try {
    readSettings(context);
    return [];
  } catch (error) {
    if (error instanceof SetupIncomplete) {
      return error.faults;
    }
    throw error;
  }
}

/** Read from the context itself: the operator must be known while the settings have faults. */
function isOperator(request: FunctionRequest, context: object): boolean {
  const secret = (context as Record<string, unknown>).OPERATOR_SECRET;
  const given = /^Bearer (.+)$/.exec(request.header('authorization') ?? '')?.[1];
  return (
    typeof secret === 'string' && secret.length >= 16 && given !== undefined && secretsEqual(given, secret)
  );
}
