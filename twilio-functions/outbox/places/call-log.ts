import { createHash } from 'node:crypto';
import { CALL_ID_FIELD } from '../../../contracts/call-log';
import { errorText } from '../../http/log';
import { Refused } from '../../http/refused';
import { type KintoneApp, KintoneError, upsertRecord } from '../../kintone-rest';
import { canonicalJson } from '../canonical-json';
import { type CallLogRow, rowOf } from '../row';
import type { Place, WriteResult } from './place';

/** The call log in kintone. Only the server's own fields are written; those of the rep's page stay as they are. */
export function createCallLogPlace(app: KintoneApp): Place {
  return {
    name: 'log',
    render(report, without) {
      const row = Object.entries(rowOf(report, app.origin)).filter(([code]) => !without.includes(code));
      const record = Object.fromEntries(
        row.filter(([code]) => code !== CALL_ID_FIELD).map(([code, value]) => [code, { value }]),
      );
      const key = { field: CALL_ID_FIELD, value: report.callId };
      return {
        hash: createHash('sha256').update(canonicalJson(row)).digest('base64url').slice(0, 22),
        write: (within) =>
          upsertRecord(app, key, record, within).then(
            (): WriteResult => ({ is: 'written' }),
            (error: unknown) => resultOf(error, Object.keys(record)),
          ),
      };
    },
  };
}

/** A token, a right, the app, a log-in: wrong for every call, and an admin's to mend, whatever the status beside it. */
const FOR_EVERY_CALL = /^(?:GAIA_(?:IA|AP|NO)|CB_(?:NO|AU|WA))\d/;

function resultOf(error: unknown, written: readonly string[]): WriteResult {
  if (!(error instanceof KintoneError)) {
    return { is: 'later', code: error instanceof Refused ? error.code : errorText(error) };
  }
  const isForEveryCall = [401, 403, 404].includes(error.status) || FOR_EVERY_CALL.test(error.code);
  if (isForEveryCall || error.inputs.some((input) => input.includes('updateKey'))) {
    return { is: 'later', code: 'setup-incomplete' };
  }
  const named = error.inputs.some((input) => isNamed(input, CALL_ID_FIELD));
  if ((error.status !== 400 && error.status !== 413) || named) {
    // Also when the rep's page has added the row at the same moment.
    return { is: 'later', code: error.code || `kintone-${error.status}` };
  }
  const fields = written.filter((code) => error.inputs.some((input) => isNamed(input, code)));
  return { is: 'refused', code: error.code || 'kintone-400', fields: fields.concat(userField(error)) };
}

/** Paths are `records[0].rep.value` or `records[0].record.rep.value`, with what is inside of it behind. */
function isNamed(input: string, code: string): boolean {
  return new RegExp(`(?:^|\\.)${code}(?:\\.|$)`).test(input);
}

/** A user that is not there any more may be refused without naming the field; there is one such field. */
function userField({ code }: KintoneError): Array<keyof CallLogRow> {
  return code.startsWith('GAIA_UN') ? ['rep'] : [];
}
