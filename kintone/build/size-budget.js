import { gzipSync } from 'node:zlib';
import webpack from 'webpack';

const NAME = 'SizeBudget';
const inKilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** Prints what the bundle weighs on the wire, and fails the build when that is over the budget. */
export class SizeBudget {
  constructor({ asset, gzippedBytes }) {
    this.asset = asset;
    this.budget = gzippedBytes;
  }

  apply(compiler) {
    let line = '';
    compiler.hooks.thisCompilation.tap(NAME, (compilation) => {
      const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_REPORT;
      compilation.hooks.processAssets.tap({ name: NAME, stage }, () => {
        const bytes = compilation.getAsset(this.asset).source.buffer();
        const size = gzipSync(bytes, { level: 9 }).length;
        line = `${this.asset}: ${inKilobytes(size)} gz of ${inKilobytes(this.budget)} (${inKilobytes(bytes.length)} raw)`;
        if (size > this.budget)
          compilation.errors.push(new webpack.WebpackError(`Over the size budget: ${line}`));
      });
    });
    compiler.hooks.done.tap(NAME, () => console.log(line));
  }
}
