import type { PhoneSettings } from '../kintone/settings';
import { APPS, SPACE_ID, type SandboxWorld } from './world';

/** What `npm run upload` would write for the sandbox's 顧客リスト. */
export function sandboxSettings(world: SandboxWorld): PhoneSettings {
  return {
    functionsUrl: world.origins.functions,
    signInApp: APPS.signIn,
    callLogApp: APPS.callLog,
    fromNumber: world.twilio.fromNumber,
    spaceId: SPACE_ID,
    phoneFields: [{ code: 'TEL', label: 'TEL' }],
    companyField: '会社名',
    contactField: '担当者名',
    edges: ['tokyo'],
    sandbox: true,
  };
}
