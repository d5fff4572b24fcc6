import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import webpack from 'webpack';

const NAME = 'Licences';
const NOTICES = 'client.LICENSE.txt';
const BANNER = `/*! kintone-phone, MIT licence; third-party notices: ${NOTICES} */\n`;
const PACKAGE = /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/;

/** Every module of a compilation, those inside of concatenated ones too. */
const allModules = (compilation) =>
  [...compilation.modules].flatMap((module) => [module, ...(module.modules ?? [])]);

const noticeOf = (folder) => {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((candidate) => /^licen[cs]e/i.test(candidate));
  const text = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : '';
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
};

/** Writes the notices of every package in the bundle beside it, so that they cost the rep's page nothing. */
export class Licences {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap(NAME, (compilation) => {
      const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_SUMMARIZE;
      compilation.hooks.processAssets.tap({ name: NAME, stage }, () => {
        const folders = allModules(compilation).flatMap(
          ({ resource = '' }) => PACKAGE.exec(resource)?.[0] ?? [],
        );
        const notices = [...new Set(folders)].sort().map(noticeOf);
        compilation.emitAsset(
          NOTICES,
          new webpack.sources.RawSource(notices.join(`\n${'-'.repeat(80)}\n\n`)),
        );
        compilation.updateAsset('client.js', (source) => new webpack.sources.ConcatSource(BANNER, source));
      });
    });
  }
}
