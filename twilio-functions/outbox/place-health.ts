import type { Clock } from './clock';

/** A place that failed twice in a row is left alone this long, ms. */
const REST_MS = 15_000;
/** Once is chance, or that one call; a call that always fails must not make all others wait. */
const FAILURES = 2;

/** Which places have just failed, as this process has seen it: nobody waits for them again so soon. */
export interface PlaceHealth {
  isResting(place: string): boolean;
  failed(place: string): void;
  worked(place: string): void;
}

export function createPlaceHealth(clock: Clock): PlaceHealth {
  const failures = new Map<string, { count: number; at: number }>();
  return {
    isResting(place) {
      const known = failures.get(place);
      return known !== undefined && known.count >= FAILURES && clock.now() - known.at < REST_MS;
    },
    failed(place) {
      failures.set(place, { count: (failures.get(place)?.count ?? 0) + 1, at: clock.now() });
    },
    worked: (place) => void failures.delete(place),
  };
}
