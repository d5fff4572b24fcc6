import { z } from 'zod';

/** What kintone's documentation leaves open, and we therefore try both ways. A page takes them when it is loaded. */
export const variantsSchema = z.strictObject({
  /**
   * Whether a space keeps its element over paging, edit, save and cancel, or the form is drawn anew;
   * `absent`: an administrator has not put the space on the form.
   */
  spaceElement: z.enum(['same', 'new', 'absent']),
  /** Whether paging, edit, save and cancel stay in the document or load another one. */
  detailChange: z.enum(['same-document', 'new-document']),
  /** Whether `*.show` events come once or, as customizations have seen it, doubled. */
  showEvents: z.enum(['once', 'twice']),
});

export type Variants = z.infer<typeof variantsSchema>;

export const DEFAULT_VARIANTS: Variants = {
  spaceElement: 'new',
  detailChange: 'same-document',
  showEvents: 'once',
};
