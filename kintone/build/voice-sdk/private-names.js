import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SDK = fileURLToPath(new URL('.', import.meta.resolve('@twilio/voice-sdk')));
const MEMBER = /[.{,\s](_[a-z]\w*)/g;
/** A name in a string, or put together from parts, could be looked up at run time: such a name must not change. */
const IN_STRING = /(?<!\[)(['"`])(_[a-z]\w*)\1|['"`]_(?:['"`]|\$\{)/g;

const sources = readdirSync(SDK, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.js'))
  .map((file) => readFileSync(`${SDK}/${file}`, 'utf8').replace(/\/\/# sourceMappingURL.*/, ''));

/** The Voice SDK's private members (`_mediaHandler`), which the build may shorten. Throws where one is named by a string. */
export const privateNames = () => {
  const names = new Set(sources.flatMap((source) => [...source.matchAll(MEMBER)].map(([, name]) => name)));
  const strings = sources.flatMap((source) => [...source.matchAll(IN_STRING)]);
  const risky = strings.filter(([, , name]) => name === undefined || names.has(name));
  if (risky.length)
    throw new Error(
      `The Voice SDK names private members by strings (${risky.join(', ')}): do not shorten them.`,
    );
  return new RegExp(`^(${[...names].join('|')})$`);
};
