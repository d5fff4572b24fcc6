import type { Customization } from './customization';
import type { Field } from './field';
import type { StoredRecord } from './record';
import type { Right, UserReference } from './user';

/** One thing in a row of the form: a field, or a space with its element id. Widths and heights in px. */
export type LayoutItem =
  { field: string; width: number; height?: number } | { space: string; width: number; height?: number };

/** A view of the list. */
export interface View {
  id: string;
  name: string;
  fields: string[];
  /** The query's order. */
  sort: string;
}

/** One line of an app's permission page; the first line that fits a person decides. */
export interface PermissionLine {
  to: 'administrators' | 'everyone' | { user: string };
  rights: Right[];
}

/** A record permission: only its owners may see, edit and delete a record. */
export interface OwnerRule {
  /** Codes of USER_SELECT fields that name owners, beside the creator. */
  fields: string[];
  /** Whether administrators are bound by it as well. */
  administrators: 'bound' | 'free';
  /** Whose a record is that names nobody in those fields; without it the creator's. */
  unowned?: 'everyone';
}

/** Settings that exist twice: as edited (preview) and as in use (live). */
export interface AppSettings {
  revision: number;
  customization: Customization;
}

/** How the last アプリを更新 went. */
export interface Deployment {
  status: 'PROCESSING' | 'SUCCESS' | 'FAIL' | 'CANCEL';
  /** When PROCESSING ends, epoch ms; Infinity: never. */
  endsAt: number;
  outcome: 'SUCCESS' | 'FAIL' | 'CANCEL';
  /** What comes into use if it succeeds. */
  settings: AppSettings;
}

/** A comment on a record. */
export interface Comment {
  id: number;
  text: string;
  creator: UserReference;
  createdAt: number;
}

/** One kintone app. */
export interface App {
  id: string;
  code: string;
  name: string;
  /** Name of the icon beside the app's name. */
  icon: 'people' | 'phone' | 'key';
  fields: Field[];
  layout: LayoutItem[][];
  views: View[];
  permissions: PermissionLine[];
  ownerRule?: OwnerRule;
  records: Map<number, StoredRecord>;
  comments: Map<number, Comment[]>;
  nextRecordId: number;
  live: AppSettings;
  preview: AppSettings;
  deployment?: Deployment;
}

/** The field with this code. */
export function fieldOf(app: App, code: string): Field | undefined {
  return app.fields.find((field) => field.code === code);
}
