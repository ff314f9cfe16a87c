import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type CryptoKey, exportJWK, generateKeyPair, importJWK } from 'jose';
import { z } from 'zod';
import { Fault } from '#shared/base/fault.ts';

const keySchema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  kid: z.string().min(1),
  x: z.string(),
  d: z.string(),
});

export interface AccessKeys {
  readonly signing: { readonly kid: string; readonly key: CryptoKey };
  /** The public halves, by their id: an older key verifies until its last token has run out. */
  readonly verifying: ReadonlyMap<string, CryptoKey>;
}

/** The keys of access tokens from their file (0600), which is made where there is none. To rotate, put a new key first in the list. */
export async function loadAccessKeys(path: string): Promise<AccessKeys> {
  if (!existsSync(path)) {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, JSON.stringify([await makeAccessKey()], null, 1), { mode: 0o600, flush: true });
  }
  return readAccessKeys(await readFile(path, 'utf8'), path);
}

/** @throws {Fault} `server_config`, naming where the keys came from */
export async function readAccessKeys(text: string, from: string): Promise<AccessKeys> {
  const listed = z.array(keySchema).min(1).max(5).safeParse(parseJson(text));
  if (!listed.success) throw new Fault('server_config', `${from} does not hold a list of Ed25519 keys (JWK with kid).`);
  const verifying = new Map<string, CryptoKey>();
  for (const { kty, crv, x, kid } of listed.data) verifying.set(kid, await asKey({ kty, crv, x }));
  const first = listed.data[0];
  if (first === undefined) throw new Fault('server_config', `${from} holds no key.`);
  return { signing: { kid: first.kid, key: await asKey(first) }, verifying };
}

async function makeAccessKey(): Promise<unknown> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: (jwk.x ?? '').slice(0, 12) };
}

async function asKey(jwk: { kty: string; crv: string; x: string; d?: string }): Promise<CryptoKey> {
  const key = await importJWK(jwk, 'EdDSA');
  if (key instanceof Uint8Array) throw new Fault('server_config', 'An access key must be an Ed25519 key.');
  return key;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
