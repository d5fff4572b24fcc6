// @ts-check
/**
 * Not part of the product. The sandbox's pages load this before the bundle, with `data-twilio` naming the Twilio
 * stand-in: it sends the Voice SDK's socket, which always dials a twilio.com host, to the stand-in, and answers the
 * SDK's telemetry itself, so that the production bundle runs unmodified and nothing leaves this machine.
 */
(() => {
  const twilio = new URL(/** @type {any} */ (document.currentScript).dataset.twilio);
  /** @param {string | URL} url */
  const isTwilio = (url) => /(^|\.)twilio\.com$/.test(new URL(url, location.href).hostname);

  globalThis.WebSocket = class extends globalThis.WebSocket {
    /** @param {string | URL} url @param {string | string[]} [protocols] */
    constructor(url, protocols) {
      const target = new URL(url, location.href);
      super(isTwilio(target) ? `ws://${twilio.host}${target.pathname}${target.search}` : url, protocols);
    }
  };

  const realFetch = globalThis.fetch;
  globalThis.fetch = (input, init) =>
    isTwilio(input instanceof Request ? input.url : input)
      ? Promise.resolve(new Response('{}', { headers: { 'content-type': 'application/json' } }))
      : realFetch(input, init);
})();
