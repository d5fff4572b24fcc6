import type { Item, Items, Place, Scope } from './customization';
import { PLACES } from './customization';

type ChangeKind = 'add' | 'replace' | 'same' | 'keep' | 'remove';

/** One line of what an upload does to an app. */
export interface Change {
  kind: ChangeKind;
  place: Place;
  name: string;
  /** Bytes as they are now, and as they will be. */
  before?: number;
  size?: number;
}

export interface CustomizationPlan {
  scope: Scope;
  items: Items;
  changes: Change[];
}

export interface AppState {
  scope: Scope;
  items: Items;
}

/**
 * What the app is to hold: everybody else's entries in their order, and ours at the place where they stood, or last.
 * Pure; `changes` says it line by line.
 */
export function planCustomization(live: AppState, ours: Items, scope: Scope): CustomizationPlan {
  const changes: Change[] = [];
  const items = {} as Items;
  for (const place of PLACES) {
    const now = live.items[place];
    const first = now.findIndex(isOurs);
    const others = (list: Item[]) => list.filter((item) => !isOurs(item));
    const [before, after] = first < 0 ? [now, []] : [now.slice(0, first), now.slice(first)];
    items[place] = [...others(before), ...ours[place], ...others(after)];
    for (const item of items[place]) changes.push(describe(place, item, now));
    for (const item of now.filter(isOurs))
      if (!ours[place].some(({ name }) => name === item.name))
        changes.push({ kind: 'remove', place, name: item.name });
  }
  return { scope, items, changes };
}

function isOurs(item: Item): boolean {
  return item.kind === 'file' && item.ours;
}

function describe(place: Place, item: Item, now: Item[]): Change {
  const { name } = item;
  if (item.kind === 'url' || !item.ours) return { kind: 'keep', place, name };
  const size = item.content.length;
  const old = now.find((one) => isOurs(one) && one.name === name);
  if (old?.kind !== 'file') return { kind: 'add', place, name, size };
  if (old.content.equals(item.content)) return { kind: 'same', place, name, size };
  return { kind: 'replace', place, name, size, before: old.content.length };
}

/** Whether two states hold the same entries with the same content in the same order; ours may be left out of it. */
export function sameState(one: AppState, other: AppState, which: 'all' | 'others' = 'all'): boolean {
  const picture = ({ scope, items }: AppState) => [
    scope,
    ...PLACES.flatMap((place) => [
      place,
      ...items[place]
        .filter((item) => which === 'all' || !isOurs(item))
        .map((item) =>
          item.kind === 'url' ? item.name : `${item.name}\n${item.content.toString('base64')}`,
        ),
    ]),
  ];
  return JSON.stringify(picture(one)) === JSON.stringify(picture(other));
}
