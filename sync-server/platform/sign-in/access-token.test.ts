import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { expect, test } from 'vitest';
import { readAccessKeys } from './access-keys.ts';
import { ACCESS_TOKEN_TTL_S, signAccessToken, verifyAccessToken } from './access-token.ts';

const NOW = Date.UTC(2026, 5, 1);
const CLAIMS = {
  userId: '01890000-0000-7000-8000-00000000000a',
  businessId: '01890000-0000-7000-8000-00000000000b',
  role: 'manager',
  permissions: ['sales.*'],
  jti: 'one',
};

async function newKey(kid: string): Promise<object> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return { ...(await exportJWK(privateKey)), kid };
}

test('a token says who acts, for a quarter of an hour', async () => {
  const keys = await readAccessKeys(JSON.stringify([await newKey('a')]), 'test');
  const token = await signAccessToken(keys, CLAIMS, NOW);
  expect(await verifyAccessToken(keys, token, NOW)).toMatchObject({ userId: CLAIMS.userId, permissions: ['sales.*'] });
  await expect(verifyAccessToken(keys, token, NOW + ACCESS_TOKEN_TTL_S * 1000)).rejects.toMatchObject({
    code: 'token_expired',
  });
});

test('while keys rotate the older one still verifies, and one that is gone does not', async () => {
  const [older, newer] = [await newKey('older'), await newKey('newer')];
  const before = await readAccessKeys(JSON.stringify([older]), 'test');
  const during = await readAccessKeys(JSON.stringify([newer, older]), 'test');
  const after = await readAccessKeys(JSON.stringify([newer]), 'test');
  const token = await signAccessToken(before, CLAIMS, NOW);
  expect(await verifyAccessToken(during, token, NOW)).toMatchObject({ userId: CLAIMS.userId });
  await expect(verifyAccessToken(after, token, NOW)).rejects.toMatchObject({ code: 'not_signed_in' });
  expect(during.signing.kid).toBe('newer');
});

test('a token of another algorithm or without a signature is not ours', async () => {
  const keys = await readAccessKeys(JSON.stringify([await newKey('a')]), 'test');
  const shared = await new SignJWT(CLAIMS)
    .setProtectedHeader({ alg: 'HS256', kid: 'a', typ: 'at+jwt' })
    .setExpirationTime(NOW / 1000 + 60)
    .sign(new TextEncoder().encode('a-secret-of-thirty-two-characters'));
  const none = `${Buffer.from('{"alg":"none","kid":"a","typ":"at+jwt"}').toString('base64url')}.${Buffer.from(JSON.stringify(CLAIMS)).toString('base64url')}.`;
  for (const token of [shared, none, 'nonsense', '']) {
    await expect(verifyAccessToken(keys, token, NOW)).rejects.toMatchObject({ code: 'not_signed_in' });
  }
});

test('a key file that is none is named', async () => {
  await expect(readAccessKeys('{}', 'access-keys.json')).rejects.toThrow(/access-keys\.json/);
  await expect(readAccessKeys('not json', 'STOCKAVOO_ACCESS_KEYS')).rejects.toMatchObject({ code: 'server_config' });
});
