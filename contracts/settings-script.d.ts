/** Types of settings-script.js, which is plain JavaScript because webpack's configuration loads it as it stands. */
export function settingsScript(settings: object): string;
