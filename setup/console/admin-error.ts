import type { MessageKey } from './messages';
import type { MessageValues } from './language';

/** A command ends here: a stable code that is also the key of its message, and what the message must name. */
export class AdminError extends Error {
  constructor(
    readonly code: MessageKey,
    readonly values: MessageValues = {},
  ) {
    super(code);
  }
}
