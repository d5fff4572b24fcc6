import { endCall } from '../calls/dial-ended';
import { forTwilio } from '../calls/for-twilio';

/** `POST /dial-ended?c=…`, the action of our Dial: the callee's leg is over, and Twilio asks what comes next. */
export const handler = forTwilio('dial-ended', { callbackQuery: 'required', answers: 'twiml' }, endCall);
