import type { IncomingCall } from './incoming-call';
import type { RepCall } from './rep-call';

/** A call, by who began it. */
export type Call = RepCall | IncomingCall;
