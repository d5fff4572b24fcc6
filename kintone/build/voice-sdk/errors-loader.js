import { pathToFileURL } from 'node:url';

/**
 * Webpack loader for the Voice SDK's errors/generated.js: 39 classes of the same thirty lines, with paragraphs on
 * causes and solutions that no rep ever reads. Writes the same classes with their names, codes and places from one
 * factory; the paragraphs are left empty, `message` keeps the name, the code and what the server said.
 */
export default async function errorsLoader() {
  // eslint-disable-next-line no-invalid-this -- webpack hands a loader its context so
  const { errorsByCode, TwilioError: _, ...groups } = await import(pathToFileURL(this.resourcePath).href);
  const written = Object.entries(groups).map(([group, errors]) => {
    const members = Object.entries(errors).map(
      ([name, Class]) => `${name}: make(${new Class().code}, '${name}')`,
    );
    return `export const ${group} = { ${members.join(', ')} };`;
  });
  const byCode = [...errorsByCode].map(([code, Class]) => {
    const group = Object.keys(groups).find((candidate) => Object.values(groups[candidate]).includes(Class));
    return `[${code}, ${group}.${Object.keys(groups[group]).find((name) => groups[group][name] === Class)}]`;
  });
  return `
    import TwilioError from './twilioError.js';
    const make = (code, name) => class Made extends TwilioError {
      constructor(messageOrError, error) {
        super(messageOrError, error);
        Object.setPrototypeOf(this, Made.prototype);
        Object.assign(this, { causes: [], code, description: '', explanation: '', name, solutions: [] });
        this.message = name + ' (' + code + '): ' + (typeof messageOrError === 'string' ? messageOrError : '');
        this.originalError = typeof messageOrError === 'object' ? messageOrError : error;
      }
    };
    export { TwilioError };
    ${written.join('\n')}
    export const errorsByCode = new Map([${byCode.join(', ')}]);
  `;
}
