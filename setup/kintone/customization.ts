import { z } from 'zod';

const entry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('URL'), url: z.string() }),
  z.object({ type: z.literal('FILE'), file: z.object({ fileKey: z.string(), name: z.string() }) }),
]);
const lists = z.object({ js: z.array(entry), css: z.array(entry) });

/** Answer of https://cybozu.dev/ja/kintone/docs/rest-api/apps/settings/get-customization/ */
export const customizationSchema = z.object({
  scope: z.enum(['ALL', 'ADMIN', 'NONE']),
  desktop: lists,
  mobile: lists,
  revision: z.string(),
});

export type KintoneCustomization = z.infer<typeof customizationSchema>;
export type KintoneEntry = z.infer<typeof entry>;
export type Scope = KintoneCustomization['scope'];

/** The four lists of an app's customization. */
export const PLACES = ['desktop.js', 'desktop.css', 'mobile.js', 'mobile.css'] as const;
export type Place = (typeof PLACES)[number];

/** One list out of anything shaped like a customization or a manifest. */
export function listOf<T>(whole: Record<'desktop' | 'mobile', Record<'js' | 'css', T[]>>, place: Place): T[] {
  const [device, kind] = place.split('.') as ['desktop' | 'mobile', 'js' | 'css'];
  return whole[device][kind];
}

/** A file or address in one list, with its content: what kintone has, or what it is to have. */
export type Item =
  | { kind: 'url'; name: string }
  | { kind: 'file'; name: string; content: Buffer; /** Whether it is this product's. */ ours: boolean };

export type Items = Record<Place, Item[]>;

/** Builds the four lists one by one. */
export async function inEveryPlace<T>(build: (place: Place) => Promise<T> | T): Promise<Record<Place, T>> {
  const built = await Promise.all(PLACES.map(async (place) => [place, await build(place)] as const));
  return Object.fromEntries(built) as Record<Place, T>;
}
