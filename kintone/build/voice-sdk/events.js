/**
 * Takes the place of the package `events` inside the Voice SDK: the same promises for all that the SDK calls.
 * Listeners are called in order on a copy of the list, `once` leaves before it is called, and an `error` that nobody
 * listens to is thrown. `newListener` and `removeListener` are told, as AudioHelper measures the volume by them.
 */
export class EventEmitter {
  #listeners = new Map();

  on(name, listener) {
    this.#tell('newListener', name, listener);
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
    return this;
  }

  addListener(name, listener) {
    return this.on(name, listener);
  }

  once(name, listener) {
    let fired = false;
    const single = (...given) => {
      // It may still stand in the list of an event that is on its way.
      if (fired) return;
      fired = true;
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
    if (at >= 0) this.#tell('removeListener', name, listener);
    return this;
  }

  removeAllListeners(name) {
    // Who hears of leaving leaves last.
    const last = 'removeListener';
    const names = name === undefined ? [...this.eventNames().filter((one) => one !== last), last] : [name];
    for (const one of names)
      for (const listener of [...(this.#listeners.get(one) ?? [])].reverse())
        this.removeListener(one, listener);
    if (name === undefined) this.#listeners.clear();
    return this;
  }

  #tell(event, name, listener) {
    if (this.#listeners.has(event)) this.emit(event, name, listener.listener ?? listener);
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
