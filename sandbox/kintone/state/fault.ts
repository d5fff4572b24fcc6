import { z } from 'zod';

/** Something that goes wrong on purpose. */
export const faultSchema = z.strictObject({
  /** A path, or its beginning followed by `*`. */
  path: z.string().startsWith('/'),
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).optional(),
  /** Waits this long before the answer, ms. */
  slowMs: z.number().int().min(0).max(600_000).optional(),
  /** Answers with this status; 5xx come as kintone's HTML error page, the others as a REST error. */
  status: z.number().int().min(400).max(599).optional(),
  /** Cuts the connection instead of answering. */
  reset: z.boolean().optional(),
  /** `before`: nothing is done; `after`: it is done, and only the answer is lost. */
  when: z.enum(['before', 'after']).default('before'),
  /** How many requests it strikes; all of them without. */
  times: z.number().int().positive().optional(),
});

export type Fault = z.infer<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;

/** The first fault that strikes this request; one that counts is used up by it. */
export function takeFault(faults: Fault[], method: string, path: string): Fault | undefined {
  const index = faults.findIndex(
    (fault) =>
      (fault.method === undefined || fault.method === method) &&
      (fault.path.endsWith('*') ? path.startsWith(fault.path.slice(0, -1)) : path === fault.path),
  );
  const fault = faults[index];
  if (fault?.times !== undefined) {
    fault.times -= 1;
    if (fault.times === 0) {
      faults.splice(index, 1);
    }
  }
  return fault;
}
