import { browserCountries } from './browser-countries';
import { createDialPlan } from './dial-plan';

/** The dial plan of the rep's page. The Functions read each number again: this one only spares the rep a refusal. */
export const dialPlan = createDialPlan(browserCountries);
