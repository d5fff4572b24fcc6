import { forMachines } from '../http/for-machines';
import { receiveMiitel } from '../reports/receive-miitel';

/** `POST /miitel-webhook`, from MiiTel's Outgoing Webhook, JSON, with the secret header. */
export const handler = forMachines('miitel-webhook', receiveMiitel);
