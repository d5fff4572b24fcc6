import { dialPlan } from '../dial-plan/browser';
import { kintonePage } from './page/kintone-page';
import { notifyAdministrators } from './page/notify-administrators';
import { readNumber } from './page/read-target';
import { readSettings } from './settings';
import { startPhone } from './start-phone';

const { kintonePhoneSettings } = globalThis as { kintonePhoneSettings?: unknown };
const settings = readSettings(kintonePhoneSettings, location.hostname);

if (Array.isArray(settings)) {
  notifyAdministrators('settings', settings.join(', '));
} else {
  const page = kintonePage();
  const screen = startPhone(settings, page);

  page.onRecordShown((shown) => {
    const space = page.space(settings.spaceId);
    if (space) screen.showRecord(readNumber(shown, settings, dialPlan, location.pathname), space);
    else notifyAdministrators('space', settings.spaceId);
  });
  // While a record is edited its number may change: the button is away, and a call goes on in the bar.
  page.onRecordEdited(() => screen.hideRecord());
}
