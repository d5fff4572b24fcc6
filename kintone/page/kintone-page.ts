import { CHALLENGE_FIELD } from '../../contracts/token';
import { PhoneError, type PhoneErrorCode } from '../call/phone-error';

/** A record as kintone hands it to events: https://cybozu.dev/ja/kintone/docs/overview/field-types/ */
export type KintoneRecord = Record<string, { type: string; value: unknown } | undefined>;

export interface ShownRecord {
  app: string;
  id: string;
  record: KintoneRecord;
}

/** What the phone needs of kintone's page. */
export interface KintonePage {
  rep: { code: string; language: string };
  /** A record's page is shown: on opening, paging, and after an edit; maybe twice. */
  onRecordShown: (listener: (shown: ShownRecord) => void) => void;
  /** The record's page has gone over to a form. */
  onRecordEdited: (listener: () => void) => void;
  /** The space field's element, or null where the form has none. */
  space: (id: string) => HTMLElement | null;
  /** Adds the sign-in record as the rep; resolves with its id. Rejects with a PhoneError. */
  addSignInRecord: (app: string, challenge: string) => Promise<string>;
}

interface ShowEvent {
  appId: number;
  recordId: number;
  record: KintoneRecord;
}

/** kintone's error codes, as far as they tell a rep what to do. */
const CODES: Record<string, PhoneErrorCode> = {
  CB_NO02: 'no-permission',
  CB_AU01: 'login-over',
  GAIA_AP01: 'setup-incomplete',
  CB_VA01: 'setup-incomplete',
};

const codeOfFailure = (failure: { code?: string } | undefined): PhoneErrorCode =>
  CODES[failure?.code ?? ''] ?? (navigator.onLine ? 'kintone-unavailable' : 'offline');

/** kintone's JavaScript API: https://cybozu.dev/ja/kintone/docs/js-api/ */
export const kintonePage = (): KintonePage => ({
  rep: kintone.getLoginUser(),
  onRecordShown: (listener) => {
    kintone.events.on('app.record.detail.show', (event: ShowEvent) => {
      listener({ app: String(event.appId), id: String(event.recordId), record: event.record });
      return event;
    });
  },
  onRecordEdited: (listener) => {
    kintone.events.on(['app.record.edit.show', 'app.record.create.show'], (event: unknown) => {
      listener();
      return event;
    });
  },
  space: (id) => kintone.app.record.getSpaceElement(id),
  addSignInRecord: async (app, challenge) => {
    try {
      const added = (await kintone.api(kintone.api.url('/k/v1/record'), 'POST', {
        app,
        record: { [CHALLENGE_FIELD]: { value: challenge } },
      })) as { id: string };
      return added.id;
    } catch (failure) {
      throw new PhoneError(codeOfFailure(failure as { code?: string }), failure);
    }
  },
});
