/**
 * What the rep's page hands to `device.connect({ params })`. Twilio passes it on to `/call-phone` as form fields.
 * All of it is the page's own word: the Function takes nothing else from it and trusts none of it.
 */
export interface ConnectParameters {
  /** The number to call, E.164. */
  To: string;
  /** Id of the kintone app that holds the customer record. */
  App: string;
  /** Id of the customer record. */
  Record: string;
}
