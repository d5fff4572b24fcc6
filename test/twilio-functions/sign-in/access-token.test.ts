import { createHmac } from 'node:crypto';
import AccessToken from 'twilio/lib/jwt/AccessToken';
import { describe, expect, it } from 'vitest';
import { createAccessToken } from '../../../twilio-functions/sign-in/access-token';
import { readSettings } from '../../../twilio-functions/settings';
import { functionsContext } from '../functions-context';

const settings = readSettings(functionsContext({ TOKEN_MINUTES: '45' }));

function partsOf(token: string): { header: unknown; claims: Record<string, unknown>; signature: string } {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const read = (part: string) =>
    JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  return { header: read(header), claims: read(claims), signature };
}

describe('the access token', () => {
  it.each([undefined, { RepName: '佐藤 花子', RepNameProof: 'x' }])(
    'is what the vendor’s own library makes, with %j for its calls',
    (callParameters) => {
      const { accountSid, apiKey, twimlAppSid } = settings;
      const vendors = new AccessToken(accountSid, apiKey.sid, apiKey.secret, {
        identity: 'sato_2Ehanako',
        ttl: 2700,
      });
      vendors.addGrant(
        new AccessToken.VoiceGrant({
          outgoingApplicationSid: twimlAppSid,
          incomingAllow: false,
          ...(callParameters ? { outgoingApplicationParams: callParameters } : {}),
        }),
      );
      const theirs = partsOf(vendors.toJwt());
      const ours = partsOf(
        createAccessToken(
          { identity: 'sato_2Ehanako', callParameters },
          settings,
          Number(theirs.claims.iat) * 1000 + 999,
        ),
      );
      expect(ours.header).toEqual(theirs.header);
      expect(ours.claims).toEqual(theirs.claims);
    },
  );

  it('is signed with the API key’s secret', () => {
    const token = createAccessToken({ identity: 'sato' }, settings, 1_700_000_000_000);
    const signed = token.slice(0, token.lastIndexOf('.'));
    const expected = createHmac('sha256', settings.apiKey.secret).update(signed).digest('base64url');
    expect(partsOf(token).signature).toBe(expected);
  });

  it('is over after TOKEN_MINUTES', () => {
    const { claims } = partsOf(createAccessToken({ identity: 'sato' }, settings, 1_700_000_000_000));
    expect(claims).toMatchObject({ iat: 1_700_000_000, exp: 1_700_000_000 + 45 * 60 });
  });
});
