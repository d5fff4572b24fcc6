/*
 * Loaded in the sandbox's kintone page before everything else: the Voice SDK keeps the WebSocket it finds when its
 * module is loaded. Sends its signalling and its reports to the Twilio stand-in, and nothing else anywhere.
 *
 * The stand-in's port: `<script src="page-shim.js" data-twilio-port="8081">` or a global `sandboxTwilioPort` before it.
 */
(() => {
  const port = document.currentScript?.dataset.twilioPort ?? String(globalThis.sandboxTwilioPort ?? 8081);
  const SIGNALLING = /^voice-js\.[a-z0-9.-]+\.twilio\.com$/;
  const REPORTS = /^eventgw(?:\.[a-z0-9-]+)?\.twilio\.com$/;
  const RealWebSocket = globalThis.WebSocket;
  const realFetch = globalThis.fetch;

  const signallingUrl = (address) => {
    const url = new URL(address, location.href);
    return SIGNALLING.test(url.hostname) ? `ws://localhost:${port}/signal?host=${url.hostname}` : address;
  };

  globalThis.WebSocket = class WebSocket extends RealWebSocket {
    constructor(address, protocols) {
      super(signallingUrl(address), protocols);
    }
  };

  globalThis.fetch = function fetch(input, init) {
    const url = new URL(input instanceof Request ? input.url : input, location.href);
    if (!REPORTS.test(url.hostname)) {
      return realFetch.call(this, input, init);
    }
    const address = `http://localhost:${port}${url.pathname}${url.search}`;
    return input instanceof Request
      ? realFetch.call(this, new Request(address, input), init)
      : realFetch.call(this, address, init);
  };
})();
