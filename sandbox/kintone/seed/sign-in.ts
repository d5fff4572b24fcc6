import type { App } from '../state/app';
import { ALL_RIGHTS, builtInFields, newApp } from './new-app';

/**
 * 電話サインイン: whoever may phone may view and add, nobody edits or deletes, and only its creator sees a record.
 * Made by an administrator whose language is English, so that the creator's field is not called 作成者 here.
 */
export function seedSignIn(): App {
  return newApp({
    id: '3',
    name: '電話サインイン',
    icon: 'key',
    fields: [
      { type: 'SINGLE_LINE_TEXT', code: 'challenge', label: 'challenge', required: true },
      ...builtInFields('en'),
    ],
    layout: [[{ field: 'challenge', width: 400 }]],
    views: [
      {
        id: '30',
        name: '（すべて）',
        fields: ['Record_number', 'Created_by', 'Created_datetime'],
        sort: '$id desc',
      },
    ],
    permissions: [
      { to: 'administrators', rights: ALL_RIGHTS },
      { to: 'everyone', rights: ['view', 'add'] },
    ],
    ownerRule: { fields: [], administrators: 'bound' },
  });
}
