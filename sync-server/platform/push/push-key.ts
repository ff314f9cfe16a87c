import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import webPush from 'web-push';
import { z } from 'zod';
import { Fault } from '#shared/base/fault.ts';

/** The raw point and number of a P-256 key, base64url. */
const keySchema = z.object({
  publicKey: z.string().regex(/^[\w-]{87}$/),
  privateKey: z.string().regex(/^[\w-]{43}$/),
});
export type PushKey = z.infer<typeof keySchema>;

/**
 * The key that push services know this server by, from its file (0600), which is made where there is none.
 *
 * Another key makes every subscription useless: it is backed up with the others, and servers of one business share it.
 */
export async function loadPushKey(path: string): Promise<PushKey> {
  if (!existsSync(path)) {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, JSON.stringify(webPush.generateVAPIDKeys()), { mode: 0o600, flush: true });
  }
  return readPushKey(await readFile(path, 'utf8'), path);
}

/** @throws {Fault} `server_config`, naming where the key came from */
export function readPushKey(text: string, from: string): PushKey {
  const read = keySchema.safeParse(parseJson(text));
  if (!read.success)
    throw new Fault('server_config', `${from} does not hold a key for web push ({"publicKey", "privateKey"}).`);
  return read.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
