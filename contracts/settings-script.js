/**
 * The text of settings.js, which kintone loads before the bundle. Values stay data wherever the text is put.
 * @param {object} settings
 * @returns {string}
 */
export function settingsScript(settings) {
  const json = JSON.stringify(settings, null, 2).replace(
    /[<\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `globalThis.kintonePhoneSettings = Object.freeze(${json});\n`;
}
