import { forTwilio } from '../calls/for-twilio';
import { receiveCallStatus } from '../reports/receive-twilio';

/**
 * `POST /call-status`: how a leg fares. With `?c=…` the callee's, from our Dial; without, the leg a call began with, from
 * the TwiML App or the number.
 */
export const handler = forTwilio(
  'call-status',
  { callbackQuery: 'optional', answers: 'status' },
  ({ fields }, settings) => receiveCallStatus({ settings, fields }),
);
