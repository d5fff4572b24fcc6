/** A language the stand-in has messages in. */
export type Language = 'ja' | 'en';

/** Someone who can log in. */
export interface User {
  id: string;
  /** The login code; a guest's begins with `guest/`. */
  code: string;
  name: string;
  email: string;
  password: string;
  language: Language;
  isGuest: boolean;
  /** Administrators manage every app. */
  isAdministrator: boolean;
}

/** How kintone writes people into records. */
export interface UserReference {
  code: string;
  name: string;
}

/** Who writes when a program writes with an API token. */
export const ADMINISTRATOR: UserReference = { code: 'Administrator', name: 'Administrator' };

/** What an app's permissions speak of; `manage` is アプリ管理. */
export type Right = 'view' | 'add' | 'edit' | 'delete' | 'manage';

/** An API token of one app. */
export interface ApiToken {
  token: string;
  app: string;
  rights: Right[];
}

/** Who asks: a person with a session or a password, or a program with up to nine API tokens. */
export type Actor = { kind: 'user'; user: User } | { kind: 'tokens'; tokens: ApiToken[] };

/** How this actor is written into CREATOR and MODIFIER. */
export function referenceOf(actor: Actor): UserReference {
  return actor.kind === 'tokens' ? ADMINISTRATOR : { code: actor.user.code, name: actor.user.name };
}
