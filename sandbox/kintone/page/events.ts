/** What a handler gets; kintone passes one object through all handlers of an event. */
export interface KintoneEvent {
  type: string;
  [key: string]: unknown;
}

type Handler = (event: KintoneEvent) => unknown;

const handlers = new Map<string, Handler[]>();

function typesOf(event: string | string[]): string[] {
  return Array.isArray(event) ? event : [event];
}

/** kintone.events.on */
export function on(event: string | string[], handler: Handler): void {
  for (const type of typesOf(event)) {
    handlers.set(type, [...(handlers.get(type) ?? []), handler]);
  }
}

/** kintone.events.off: one handler, all of an event, or all. Tells whether there was anything to take away. */
export function off(event?: string | string[], handler?: Handler): boolean {
  const types = event === undefined ? [...handlers.keys()] : typesOf(event);
  let isChanged = false;
  for (const type of types) {
    const before = handlers.get(type) ?? [];
    const after = handler ? before.filter((one) => one !== handler) : [];
    isChanged ||= after.length < before.length;
    handlers.set(type, after);
  }
  return isChanged;
}

/**
 * Runs the handlers one after the other and waits for each that returns a Promise. What a handler returns goes to the
 * next one, and the last of it is the result; `false` cancels. A handler that throws stops neither the others nor the
 * page.
 */
export async function fire(event: KintoneEvent): Promise<KintoneEvent | false> {
  let current: KintoneEvent | false = event;
  for (const handler of handlers.get(event.type) ?? []) {
    try {
      const returned: unknown = await handler(current === false ? event : current);
      if (returned === false) {
        current = false;
      } else if (typeof returned === 'object' && returned !== null) {
        current = returned as KintoneEvent;
      }
    } catch (error) {
      console.error(error);
    }
  }
  return current;
}
