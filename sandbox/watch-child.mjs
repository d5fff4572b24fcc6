// @ts-check
/**
 * The child process that builds one bundle of webpack.config.js (argument: the configuration's name) and builds it
 * again whenever a source changes. Tells the parent of each build; ends when the parent does.
 */
process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches every process of the terminal; the parent ends this one.
process.on('SIGINT', () => undefined);

// Loaded only now: it takes its time, and Ctrl-C may come in it.
const { default: webpack } = await import('webpack');
const name = process.argv[2];
const { default: exported } = await import(new URL('../webpack.config.js', import.meta.url).href);
const configurations = typeof exported === 'function' ? await exported({}, { mode: 'production' }) : exported;
const configuration = [configurations].flat().find((candidate) => candidate.name === name);
if (!configuration) {
  throw new Error(`webpack.config.js has no configuration named ${name}`);
}

webpack({ mode: 'production', ...configuration }).watch({ aggregateTimeout: 200 }, (error, stats) => {
  const failed = error !== null || stats?.hasErrors() === true;
  process.send?.({
    failed,
    text: failed ? (error?.message ?? stats?.toString({ preset: 'errors-only', colors: false }) ?? '') : '',
  });
});
