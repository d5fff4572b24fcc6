import type { App } from '../state/app';
import type { Field } from '../state/field';
import { noCustomization } from '../state/customization';
import type { Right } from '../state/user';

export const ALL_RIGHTS: Right[] = ['view', 'add', 'edit', 'delete', 'manage'];

/**
 * The fields every app has. Their codes follow the language of whoever made the app, which is why nobody may look
 * them up by code.
 */
export function builtInFields(language: 'ja' | 'en'): Field[] {
  const [number, creator, createdTime, modifier, updatedTime] =
    language === 'ja'
      ? ['レコード番号', '作成者', '作成日時', '更新者', '更新日時']
      : ['Record_number', 'Created_by', 'Created_datetime', 'Updated_by', 'Updated_datetime'];
  const field = (type: Field['type'], code = ''): Field => ({ type, code, label: code.replaceAll('_', ' ') });
  return [
    field('RECORD_NUMBER', number),
    field('CREATOR', creator),
    field('CREATED_TIME', createdTime),
    field('MODIFIER', modifier),
    field('UPDATED_TIME', updatedTime),
  ];
}

/** An app without records, with nothing customized. */
export function newApp(
  app: Pick<App, 'id' | 'name' | 'icon' | 'fields' | 'layout' | 'views' | 'permissions'> & Partial<App>,
): App {
  return {
    code: '',
    records: new Map(),
    comments: new Map(),
    nextRecordId: 1,
    live: { revision: 4, customization: noCustomization() },
    preview: { revision: 4, customization: noCustomization() },
    ...app,
  };
}
