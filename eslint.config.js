import presets from '@cybozu/eslint-config/flat/presets/typescript-prettier.js';

/** Forbids imports by path; every group says why, because the message is what a developer reads. */
const forbid = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });
const group = (paths, message) => ({ group: paths, message });

const SANDBOX = group(['**/sandbox/**'], 'product code never imports the sandbox');
const SERVER = group(['**/twilio-functions/**'], 'the two sides share only contracts/ and dial-plan/');
const BROWSER = group(['**/kintone/**'], 'the two sides share only contracts/ and dial-plan/');
const SDK = group(
  ['@twilio/voice-sdk', '@twilio/voice-sdk/**'],
  'only kintone/call/device.ts and watched-call.ts know the Voice SDK',
);
const ZOD = group(['zod', 'zod/**'], 'schemas are for the server; the browser takes types only');
const SCREEN = group(
  ['**/screen/**', '**/page/**', 'kintone-ui-component/**'],
  'call/ knows neither DOM nor kintone',
);
const WHOLE_TWILIO = { regex: '^twilio$', message: 'the whole helper costs 70 ms: import the narrow module' };
const SETUP = group(['**/setup/**'], 'the commands of the admin are not part of the product');

const DOM_GLOBALS = ['window', 'document', 'HTMLElement', 'kintone', 'location', 'history'].map((name) => ({
  name,
  message: 'call/ knows neither DOM nor kintone: take it as an argument',
}));

/** What Cybozu asks of a customization: https://cybozu.dev/ja/kintone/docs/guideline/coding-guideline/ */
const KINTONE_GUIDELINE = {
  'no-restricted-syntax': [
    'error',
    { selector: "MemberExpression[object.name='cybozu']", message: 'cybozu.* is no public API' },
    {
      selector: String.raw`Literal[value=/[.#][\w-]*(gaia|cybozu|ocean)/]`,
      message: "kintone's own ids and classes are no API",
    },
    {
      selector: 'AssignmentExpression[left.property.name=/^(inner|outer)HTML$/]',
      message: 'text from a record never becomes HTML',
    },
  ],
};

export default [
  { ignores: ['dist/**', 'node_modules/**', 'docs/**'] },
  ...presets,
  {
    languageOptions: { ecmaVersion: 2024, sourceType: 'module' },
    rules: {
      'func-style': 'off',
      'no-plusplus': 'off',
      'no-param-reassign': 'off',
      'no-continue': 'off',
      // `void promise` says that nobody waits for it.
      'no-void': 'off',
      // Reports every `a.b = await …` whatever a is: https://github.com/eslint/eslint/issues/11899
      'require-atomic-updates': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
  {
    files: ['contracts/**', 'dial-plan/**'],
    rules: forbid(SANDBOX, SERVER, BROWSER, SETUP, SDK, ZOD),
  },
  {
    files: ['kintone/**'],
    rules: { ...forbid(SANDBOX, SERVER, SETUP, SDK, ZOD), ...KINTONE_GUIDELINE },
  },
  {
    files: ['kintone/call/**'],
    rules: {
      ...forbid(SANDBOX, SERVER, SETUP, SDK, ZOD, SCREEN),
      'no-restricted-globals': ['error', ...DOM_GLOBALS],
    },
  },
  {
    files: ['kintone/call/device.ts', 'kintone/call/watched-call.ts'],
    rules: forbid(SANDBOX, SERVER, SETUP, ZOD, SCREEN),
  },
  {
    files: ['twilio-functions/**'],
    rules: forbid(SANDBOX, BROWSER, SETUP, SDK, WHOLE_TWILIO),
  },
  {
    files: ['twilio-functions/functions/**'],
    rules: {
      ...forbid(SANDBOX, BROWSER, SETUP, SDK, WHOLE_TWILIO),
      'max-lines': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['setup/**'],
    rules: forbid(SANDBOX),
  },
];
