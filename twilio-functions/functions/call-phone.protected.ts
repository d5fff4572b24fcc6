import { readCallRequest } from '../calls/call-request';
import { placeCall } from '../calls/place-call';
import { forTwilio } from '../calls/for-twilio';

/** `POST /call-phone`, the TwiML App's voice URL: a rep's browser calls, and Twilio asks what is to be done. */
export const handler = forTwilio(
  'call-phone',
  { callbackQuery: 'none', answers: 'twiml' },
  async (request, settings) => placeCall(readCallRequest(request), settings),
);
