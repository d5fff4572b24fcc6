import webpack from 'webpack';
import { settingsScript } from '../../contracts/settings-script.js';

const NAME = 'SandboxSettings';

/** The sandbox's fixed world; `npm run upload` writes real settings in its place. */
const SETTINGS = {
  functionsUrl: 'http://localhost:3000',
  signInApp: '3',
  callLogApp: '2',
  fromNumber: '+815012345678',
  spaceId: 'connectButtonSpace',
  phoneFields: [{ code: 'TEL', label: 'TEL' }],
  companyField: '会社名',
  contactField: '担当者名',
  edges: ['tokyo'],
  sandbox: true,
};

/** Puts settings for the sandbox beside the bundle: a build alone is for nothing else. */
export class SandboxSettings {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap(NAME, (compilation) => {
      const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL;
      compilation.hooks.processAssets.tap({ name: NAME, stage }, () => {
        console.log('settings.js: for the sandbox; npm run upload writes the one for your kintone');
        compilation.emitAsset('settings.js', new webpack.sources.RawSource(settingsScript(SETTINGS)));
      });
    });
  }
}
