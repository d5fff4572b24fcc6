import { forMachines } from '../http/for-machines';
import { receiveSweep } from '../outbox/receive-sweep';

/** `POST /outbox-sweep`: a nudge by a rep's page after a call, or an operator's or scheduler's sweep with the secret. */
export const handler = forMachines('outbox-sweep', receiveSweep);
