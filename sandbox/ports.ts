import { createServer, type AddressInfo, type Server } from 'node:net';
import type { SandboxPorts } from './world';

function hold(port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });
}

function release(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/** As many different ports of 127.0.0.1 that nobody listens on just now. */
export async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(Array.from({ length: count }, () => hold(0, '127.0.0.1')));
  const ports = held.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(held.map(release));
  return ports;
}

/**
 * Whether a program already listens on this port of this machine, whichever of its loopback addresses: a browser
 * that asks for `localhost` may try ::1 first and reach that program instead of ours.
 */
export async function isTaken(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '::1', '0.0.0.0']) {
    try {
      await release(await hold(port, host));
    } catch (error) {
      // A machine without IPv6 has no ::1; nobody can listen there.
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
        return true;
      }
    }
  }
  return false;
}

/** Three free ports for a sandbox of its own. */
export async function freeSandboxPorts(): Promise<SandboxPorts> {
  const [kintone = 0, twilio = 0, functions = 0] = await freePorts(3);
  return { kintone, twilio, functions };
}
