/** A file someone uploaded: for a moment with a temporary key, then as part of an app's customization. */
export interface StoredFile {
  fileKey: string;
  name: string;
  contentType: string;
  content: Buffer;
}

/** One entry of the customization: somebody's URL, or a file by its key. */
export type CustomizationEntry = { type: 'URL'; url: string } | { type: 'FILE'; fileKey: string };

/** Scripts and styles, in the order in which they are loaded. */
export interface CustomizationFiles {
  js: CustomizationEntry[];
  css: CustomizationEntry[];
}

/** What the page JavaScript/CSSでカスタマイズ keeps of one app. */
export interface Customization {
  /** Who gets it: everyone, app administrators, nobody. */
  scope: 'ALL' | 'ADMIN' | 'NONE';
  desktop: CustomizationFiles;
  mobile: CustomizationFiles;
}

/** Nothing, for everyone: a new app. */
export function noCustomization(): Customization {
  return { scope: 'ALL', desktop: { js: [], css: [] }, mobile: { js: [], css: [] } };
}
