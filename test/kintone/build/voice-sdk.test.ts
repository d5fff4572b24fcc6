import fc from 'fast-check';
import { EventEmitter as NodeEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

interface Emitter {
  on: (name: string, listener: Listener) => unknown;
  once: (name: string, listener: Listener) => unknown;
  removeListener: (name: string, listener: Listener) => unknown;
  removeAllListeners: (name?: string) => unknown;
  emit: (name: string, ...given: unknown[]) => boolean;
  listenerCount: (name: string) => number;
  eventNames: () => Array<string | symbol>;
}
type Listener = (...given: unknown[]) => void;

// Through variables: these modules are the bundle's, written in JavaScript without types.
const load = async <T>(path: string): Promise<T> => (await import(path)) as T;
const build = join(import.meta.dirname, '../../../kintone/build/voice-sdk');
const { EventEmitter } = await load<{ EventEmitter: new () => Emitter }>(join(build, 'events.js'));

const sdk = join(dirname(createRequire(import.meta.url).resolve('@twilio/voice-sdk')), '../esm/twilio');

describe('the emitter in place of the package events', () => {
  const name = fc.constantFrom('accept', 'error', 'close');
  const meta = fc.constantFrom('newListener', 'removeListener');
  const which = fc.nat(2);
  const first = fc.constant(0);
  const step = fc.oneof(
    fc.record({
      call: fc.constantFrom('on' as const, 'once' as const, 'removeListener' as const),
      name,
      which,
    }),
    // Only by the listener that does nothing: any other could bring the next one for ever.
    fc.record({ call: fc.constantFrom('on' as const, 'removeListener' as const), name: meta, which: first }),
    // Node itself throws where it takes away all listeners with a `once` on removeListener among them.
    fc.record({ call: fc.constant('once' as const), name: fc.constant('newListener'), which: first }),
    fc.record({ call: fc.constant('emit' as const), name, value: fc.nat() }),
    fc.record({
      call: fc.constant('removeAllListeners' as const),
      name: fc.option(fc.oneof(name, meta), { nil: undefined }),
    }),
  );

  it('does in every order of calls what Node does', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const run = (emitter: Emitter): unknown[] => {
          const seen: unknown[] = [];
          const listeners = [0, 1, 2].map((id): Listener => (...given) => {
            seen.push([id, ...given.map((one) => (typeof one === 'function' ? 'a listener' : one))]);
            // A listener that leaves, or that brings another one, while the event is on its way.
            if (id === 1) emitter.removeListener('accept', listeners[0] as Listener);
            if (id === 2) emitter.once('close', listeners[0] as Listener);
          });
          for (const one of steps) {
            try {
              if (one.call === 'emit') seen.push(emitter.emit(one.name, one.value));
              else if (one.call === 'removeAllListeners')
                emitter.removeAllListeners(...(one.name ? [one.name] : []));
              else emitter[one.call](one.name, listeners[one.which] as Listener);
            } catch {
              seen.push('thrown');
            }
            seen.push([...emitter.eventNames()].sort(), emitter.listenerCount('accept'));
          }
          return seen;
        };
        expect(run(new EventEmitter())).toEqual(run(new NodeEmitter() as unknown as Emitter));
      }),
    );
  });

  it('tells of listeners that come and go, by which AudioHelper starts and stops measuring', () => {
    const emitter = new EventEmitter();
    const told: unknown[] = [];
    const hear: Listener = () => undefined;
    for (const event of ['newListener', 'removeListener'])
      emitter.on(event, (about, listener) => told.push([event, about, listener === hear]));
    emitter.on('inputVolume', hear);
    emitter.removeListener('inputVolume', hear);
    emitter.once('inputVolume', hear);
    emitter.emit('inputVolume');
    expect(told).toEqual([
      ['newListener', 'removeListener', false],
      ['newListener', 'inputVolume', true],
      ['removeListener', 'inputVolume', true],
      ['newListener', 'inputVolume', true],
      ['removeListener', 'inputVolume', true],
    ]);
  });

  it('throws the error that nobody listens to', () => {
    const error = new Error('unheard');
    expect(() => new EventEmitter().emit('error', error)).toThrow(error);
  });
});

type ErrorClass = new (given?: unknown, error?: unknown) => Error & { code: number; originalError?: unknown };
type Groups = Record<string, Record<string, ErrorClass>> & {
  errorsByCode: Map<number, ErrorClass>;
  TwilioError: ErrorClass;
};

describe('the errors in place of the generated ones', () => {
  it('are the same classes by name, code and place', async () => {
    const path = join(sdk, 'errors/generated.js');
    const { default: loader } = await load<{ default: (this: { resourcePath: string }) => Promise<string> }>(
      join(build, 'errors-loader.js'),
    );
    const written = await loader.call({ resourcePath: path });
    const source = written.replace(
      './twilioError.js',
      pathToFileURL(join(sdk, 'errors/twilioError.js')).href,
    );
    const ours = await load<Groups>(`data:text/javascript,${encodeURIComponent(source)}`);
    const theirs = await load<Groups>(path);

    expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort());
    expect([...ours.errorsByCode.keys()]).toEqual([...theirs.errorsByCode.keys()]);
    const groups = Object.keys(theirs).filter((group) => !['errorsByCode', 'TwilioError'].includes(group));
    for (const group of groups)
      for (const [name, Theirs] of Object.entries(theirs[group] ?? {})) {
        const Ours = ours[group]?.[name] as ErrorClass;
        const [our, their] = [new Ours('said', { code: 1 }), new Theirs('said', { code: 1 })];
        expect({
          name: our.name,
          code: our.code,
          message: our.message,
          originalError: our.originalError,
        }).toEqual({
          name: their.name,
          code: their.code,
          message: their.message,
          originalError: their.originalError,
        });
        expect(our).toBeInstanceOf(Ours);
        expect(new Ours({ code: 2 }).originalError).toEqual({ code: 2 });
        expect(ours.errorsByCode.get(our.code) === Ours).toBe(theirs.errorsByCode.get(their.code) === Theirs);
      }
  });
});

describe('the private names that the build shortens', () => {
  it('are the SDK’s own members and never named by a string', async () => {
    const { privateNames } = await load<{ privateNames: () => RegExp }>(join(build, 'private-names.js'));
    const names = privateNames();
    expect(names.test('_mediaHandler')).toBe(true);
    expect(names.test('_activeCall')).toBe(true);
    expect(names.test('_$litType$')).toBe(false);
    expect(names.test('callsid')).toBe(false);
  });
});
