import { RestError } from '../rest-error';
import { isGone } from './entry';

export interface Named {
  readonly sid: string;
  readonly uniqueName: string | null;
  expiresAt: Date | null;
}

/** Objects found by sid or unique name; what has expired is gone. */
export class NamedStore<T extends Named> {
  readonly #bySid = new Map<string, T>();

  /** Oldest first. */
  all(): T[] {
    for (const object of this.#bySid.values()) {
      if (isGone(object)) {
        this.#bySid.delete(object.sid);
      }
    }
    return [...this.#bySid.values()];
  }

  find(sidOrName: string): T | undefined {
    return this.all().find((object) => object.sid === sidOrName || object.uniqueName === sidOrName);
  }

  /** Throws 409 when the unique name is taken. */
  add(object: T): void {
    if (object.uniqueName !== null && this.find(object.uniqueName)) {
      throw new RestError(409, 54301, 'Unique name already exists');
    }
    this.#bySid.set(object.sid, object);
  }

  remove(object: T): void {
    this.#bySid.delete(object.sid);
  }
}
