// @ts-check
/**
 * Preload for a Functions process (`node --import`): the product always uses the vendors' real https names, and
 * here those names lead to the stand-ins, for the built-in fetch and for https.request alike. Anything else that is
 * not this machine is refused at the socket, so that nothing of the sandbox ever leaves the laptop.
 *
 * SANDBOX_VENDOR_HOSTS: JSON object, vendor's origin -> stand-in's origin.
 */
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { Agent, Dispatcher, setGlobalDispatcher } from 'undici';

/** @type {Map<string, URL>} */
const standIns = new Map(
  Object.entries(JSON.parse(process.env.SANDBOX_VENDOR_HOSTS ?? '{}')).map(([vendor, standIn]) => [
    new URL(vendor).origin,
    new URL(String(standIn)),
  ]),
);

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1']);

class VendorHostsDispatcher extends Dispatcher {
  #agent = new Agent();

  /** @type {Dispatcher['dispatch']} */
  dispatch(options, handler) {
    const standIn = standIns.get(new URL(String(options.origin)).origin);
    return this.#agent.dispatch(standIn ? { ...options, origin: standIn.origin } : options, handler);
  }

  /** @type {any} */
  close = () => this.#agent.close();

  /** @type {any} */
  destroy = () => this.#agent.destroy();
}

setGlobalDispatcher(new VendorHostsDispatcher());

const realHttpsRequest = https.request;

/** @param {any[]} args @returns {import('node:http').ClientRequest} */
function request(...args) {
  const callback = args.find((arg) => typeof arg === 'function');
  const [first, second] = args;
  const fromUrl = typeof first === 'string' || first instanceof URL ? new URL(String(first)) : undefined;
  const options = fromUrl ? second : first;
  const given = typeof options === 'object' && options !== null ? options : {};
  const host = given.hostname ?? given.host ?? fromUrl?.hostname ?? 'localhost';
  const port = given.port ?? fromUrl?.port ?? '';
  const bracketed = net.isIPv6(host) ? `[${host}]` : host;
  const standIn = standIns.get(new URL(`https://${bracketed}${port ? `:${port}` : ''}`).origin);
  if (!standIn) {
    return Reflect.apply(realHttpsRequest, https, args);
  }
  return http.request(
    {
      path: fromUrl ? fromUrl.pathname + fromUrl.search : '/',
      ...given,
      protocol: standIn.protocol,
      host: standIn.hostname,
      hostname: standIn.hostname,
      port: standIn.port,
      agent: undefined,
    },
    callback,
  );
}

/** @param {any[]} args */
function get(...args) {
  const pending = request(...args);
  pending.end();
  return pending;
}

https.request = /** @type {any} */ (request);
https.get = /** @type {any} */ (get);
syncBuiltinESMExports();

const realConnect = net.Socket.prototype.connect;

/**
 * Every TCP and TLS connection of Node passes here, whatever library made it.
 * @param {any[]} args
 */
net.Socket.prototype.connect = function connect(...args) {
  // Node itself passes its normalised arguments as one array.
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  const options = typeof first === 'object' && first !== null ? first : { port: first, host: second };
  const host = options.path ? 'localhost' : (options.host ?? 'localhost');
  if (!LOOPBACK.has(typeof host === 'string' ? host.replace(/^\[|\]$/g, '') : 'localhost')) {
    const message = `sandbox: a connection to ${host} was refused; nothing leaves this machine`;
    console.error(message);
    this.destroy(Object.assign(new Error(message), { code: 'ESANDBOX' }));
    return this;
  }
  return Reflect.apply(realConnect, this, args);
};
