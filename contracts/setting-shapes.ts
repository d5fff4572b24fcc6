/** A telephone number in E.164, of at least 8 digits: https://www.itu.int/rec/T-REC-E.164 */
export const E164 = /^\+[1-9]\d{7,14}$/;

/** Origin of the Functions: https, or http on `localhost` for the sandbox. */
export const FUNCTIONS_URL = /^(https:\/\/[^/]+|http:\/\/localhost(:\d+)?)$/;
