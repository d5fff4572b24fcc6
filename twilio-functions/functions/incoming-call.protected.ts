import { forTwilio } from '../calls/for-twilio';
import { receiveIncomingCall } from '../reports/receive-incoming-call';

/** `POST /incoming-call`, the number's voice URL: a customer calls back; and the action of the Dial that puts them through. */
export const handler = forTwilio(
  'incoming-call',
  { callbackQuery: 'none', answers: 'twiml' },
  ({ fields }, settings) => receiveIncomingCall({ settings, fields }),
);
