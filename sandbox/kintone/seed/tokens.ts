import type { ApiToken } from '../state/user';

/** API tokens of the sandbox's apps, as an administrator would make them by hand. */
export interface SandboxTokens {
  /** 電話サインイン: view, delete. */
  signIn: string;
  /** 電話サインイン: add only; no product has it, attacks are tried with it. */
  signInAdd: string;
  /** 通話履歴: view, add, edit. */
  callLog: string;
  /** 顧客リスト: view. */
  customers: string;
}

/** The tokens of a stand-in that was started without any. Worth nothing outside of it. */
export const SANDBOX_TOKENS: SandboxTokens = {
  signIn: 'sandboxSignInViewDelete00000000000000001',
  signInAdd: 'sandboxSignInAdd000000000000000000000002',
  callLog: 'sandboxCallLogViewAddEdit000000000000003',
  customers: 'sandboxCustomersView00000000000000000004',
};

/** The tokens with their apps and rights. */
export function seedTokens(tokens: SandboxTokens): ApiToken[] {
  return [
    { token: tokens.signIn, app: '3', rights: ['view', 'delete'] },
    { token: tokens.signInAdd, app: '3', rights: ['add'] },
    { token: tokens.callLog, app: '2', rights: ['view', 'add', 'edit'] },
    { token: tokens.customers, app: '1', rights: ['view'] },
  ];
}
