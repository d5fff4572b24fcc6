import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { SignalContext } from './signal-socket';
import { SignalSocket } from './signal-socket';

const DEFAULT_EDGE = 'tokyo';

/** The edge the page asked for, from the host the page's shim passes on. */
function edgeOf(request: IncomingMessage): string {
  const host = new URL(request.url ?? '/', 'http://localhost').searchParams.get('host') ?? '';
  return /^voice-js\.([a-z0-9-]{1,40})\.twilio\.com$/.exec(host)?.[1] ?? DEFAULT_EDGE;
}

/** `ws://…/signal`: all signalling connections. */
export class Gateway {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 256 * 1024 });
  readonly #sockets = new Set<SignalSocket>();

  constructor(private readonly context: SignalContext) {}

  get openSockets(): number {
    return this.#sockets.size;
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.context.faults.current.signalling === 'refused') {
      socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      const signal = new SignalSocket(webSocket, edgeOf(request), this.context);
      this.#sockets.add(signal);
      webSocket.once('close', () => this.#sockets.delete(signal));
    });
  }

  /** Cuts every open connection. */
  cutAll(): void {
    this.#sockets.forEach((socket) => socket.cut());
  }

  close(): void {
    this.cutAll();
    this.#server.close();
  }
}
