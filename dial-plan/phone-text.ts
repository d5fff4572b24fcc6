/** The text of a phone field as groups of digits; what they mean in a numbering plan comes later. */
export interface PhoneText {
  /** Digits as they were grouped in the field; joined they are digits, perhaps with +, # or * before them. */
  groups: string[];
  extension: string | null;
}

/** A phone field longer than this holds no number, and no work is spent on it. Characters. */
const LONGEST_TEXT = 200;

/** Includes the characters that are typed for a hyphen: the long vowel sign, the minus, the drawn line. */
const SEPARATORS = /[\s\-‐-―−⁃─━ー〜~・·.,、。;/|_()[\]{}「」『』【】〔〕〈〉《》]+/g;
/** Words that announce a number or name the line, and change nothing about what is dialled. */
const LABELS = /^['"]|tel|電話番号|電話|代表|直通|携帯|\(代\)|[☎☏✆📞📱:]/gu;
const NOTHING = /^(?:無し?|なし|不明|未定|未登録|none|n\/?a)$/;
const EXTENSION = /(?:[\s,、;/(]*(?:内線(?:番号)?|ext(?:ension)?)|\s*[x#])[\s.:=]*(\d{1,7})[\s)]*$/;

/**
 * Reads the text of a phone field.
 *
 * A field left blank or saying なし is `no-number`. Words, markup, SIP addresses and client names are
 * `unreadable-number`, and so are circled and raised digits (①, ²): they count or annotate, and are never dialled.
 */
export function readPhoneText(text: string): PhoneText | 'no-number' | 'unreadable-number' {
  if (text.length > LONGEST_TEXT || /\p{No}/u.test(text)) return 'unreadable-number';
  const folded = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .trim();
  if (NOTHING.test(folded)) return 'no-number';

  const match = EXTENSION.exec(folded);
  // A # that follows no number begins a service such as #8000.
  const extension = match && /\d\)?$/.test(folded.slice(0, match.index)) ? match : null;
  const groups = folded
    .slice(0, extension?.index)
    .replace(LABELS, ' ')
    .replace(/\+/g, ' +')
    .split(SEPARATORS)
    .filter((group) => group);
  if (!groups.length) return 'no-number';
  if (!/^(?:[#*]?\d+|(?:\+?\d+)+)$/.test(groups.join(''))) return 'unreadable-number';
  return { groups, extension: extension?.[1] ?? null };
}
