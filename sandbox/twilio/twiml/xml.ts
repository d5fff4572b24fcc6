export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: XmlElement[];
  /** All text directly inside. */
  text: string;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const TOKEN =
  /<\?[^]*?\?>|<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>|<\/([\w.:-]+)\s*>|<([\w.:-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
const ATTRIBUTE = /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

function decodeEntities(text: string): string {
  return text.replace(/&(#x[\da-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (name.startsWith('#')) {
      const hex = name[1]?.toLowerCase() === 'x';
      return String.fromCodePoint(Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10));
    }
    return ENTITIES[name] ?? whole;
  });
}

function readAttributes(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(ATTRIBUTE)].map(([, name = '', double, single]) => [
      name,
      decodeEntities(double ?? single ?? ''),
    ]),
  );
}

/** Reads a well-formed document without a DTD; undefined for anything else. */
export function parseXml(source: string): XmlElement | undefined {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open: XmlElement[] = [root];
  const text = source.replace(/^\uFEFF/, '');
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    const current = open.at(-1);
    if (!match || !current) {
      return undefined;
    }
    const [, cdata, closing, opening, attributes = '', selfClosing, plain] = match;
    if (opening !== undefined) {
      const element = { name: opening, attributes: readAttributes(attributes), children: [], text: '' };
      current.children.push(element);
      if (!selfClosing) {
        open.push(element);
      }
    } else if (closing !== undefined) {
      if (current === root || current.name !== closing) {
        return undefined;
      }
      open.pop();
    } else {
      current.text += cdata ?? decodeEntities(plain ?? '');
    }
  }
  const [only] = root.children;
  return open.length === 1 && root.children.length === 1 && root.text.trim() === '' ? only : undefined;
}
