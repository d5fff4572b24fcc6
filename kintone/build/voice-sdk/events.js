/**
 * Takes the place of the package `events` inside the Voice SDK: the same promises for all that the SDK calls.
 * Listeners are called in order on a copy of the list, `once` leaves before it is called, and an `error` that nobody
 * listens to is thrown.
 */
export class EventEmitter {
  #listeners = new Map();

  on(name, listener) {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
    return this;
  }

  addListener(name, listener) {
    return this.on(name, listener);
  }

  once(name, listener) {
    const single = (...given) => {
      this.removeListener(name, single);
      listener.apply(this, given);
    };
    single.listener = listener;
    return this.on(name, single);
  }

  removeListener(name, listener) {
    const listeners = this.#listeners.get(name) ?? [];
    const at = listeners.findLastIndex(
      (candidate) => candidate === listener || candidate.listener === listener,
    );
    const left = listeners.filter((_, index) => index !== at);
    if (left.length) this.#listeners.set(name, left);
    else this.#listeners.delete(name);
    return this;
  }

  removeAllListeners(name) {
    if (name === undefined) this.#listeners.clear();
    else this.#listeners.delete(name);
    return this;
  }

  emit(name, ...given) {
    const listeners = this.#listeners.get(name);
    if (!listeners && name === 'error')
      throw given[0] instanceof Error ? given[0] : new Error('Unhandled error.');
    listeners?.forEach((listener) => listener.apply(this, given));
    return !!listeners;
  }

  listenerCount(name) {
    return this.#listeners.get(name)?.length ?? 0;
  }

  eventNames() {
    return [...this.#listeners.keys()];
  }
}
