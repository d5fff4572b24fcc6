import type { CallReport } from '../call-report';

/** What came of writing. */
export type WriteResult =
  | { is: 'written' }
  /** It may work later, as it stands. */
  | { is: 'later'; code: string }
  /** It will never work as it stands; `fields` are those the place names. */
  | { is: 'refused'; code: string; fields: string[] };

/** A report as one place takes it: a function of the report alone. */
export interface Rendered {
  /** The same for the same content. */
  hash: string;
  /** Writes it, given up after `within` ms. Written twice it is the same. Never throws. */
  write(within: number): Promise<WriteResult>;
}

/** Where reports are written: the call log, the calendar. */
export interface Place {
  name: string;
  /** `without`: fields to leave out, because the place refused them. */
  render(report: CallReport, without: readonly string[]): Rendered;
}
