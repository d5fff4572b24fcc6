import type { App } from './state/app';
import type { User } from './state/user';
import type { Variants } from './state/variants';

/** A customer who may call in: the number in national digits, and the record, where there is one. */
export interface SandboxCustomer {
  name: string;
  number: string;
  record: string | null;
}

/** What the server tells a page when it is loaded. */
export interface PageData {
  screen: 'portal' | 'list' | 'detail' | 'create';
  user: Pick<User, 'id' | 'code' | 'name' | 'email' | 'language' | 'isGuest'>;
  requestToken: string;
  apps: Array<Pick<App, 'id' | 'name' | 'icon'>>;
  /** The app of this page, unless it is the portal. */
  app: (Pick<App, 'id' | 'name' | 'icon' | 'fields' | 'layout' | 'views'> & { rights: string[] }) | null;
  /** Addresses of the customization's files, in order. */
  customization: { js: string[]; css: string[] };
  variants: Variants;
  sandbox: {
    /** The callee's phone, shown in the dark pane; without it there is no pane. */
    calleePhoneUrl: string | null;
    people: Array<Pick<User, 'code' | 'name'>>;
    customers: SandboxCustomer[];
  };
}
