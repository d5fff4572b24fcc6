import { parseArgs, type ParseArgsConfig } from 'node:util';
import { AdminError } from './admin-error';

/** The command's options; whatever is not one of them is refused by name. */
export function readOptions<T extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new AdminError('unknown-option', { detail: (error as Error).message });
  }
}
