import { forBrowser } from '../http/for-browser';
import { readProof, signIn } from '../sign-in/sign-in';

/**
 * `POST /token`, from the rep's page, urlencoded: a proof of who the rep is (contracts/token.ts) for an access token.
 */
export const handler = forBrowser('token', (request, settings) => signIn(readProof(request), settings));
