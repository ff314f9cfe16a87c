import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { freePort } from '#tests/support/free-port.ts';

const START = fileURLToPath(new URL('start-shop.ts', import.meta.url));

test('a shop whose ports another program has says so in a sentence, and begins nothing', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const taken = address === null || typeof address === 'string' ? 0 : address.port;
  const dataDir = await mkdtemp(join(tmpdir(), 'stockavoo-start-'));
  const env = { ...process.env, PORT: String(await freePort()), TILL_PORT: String(taken), STOCKAVOO_DATA_DIR: dataDir };
  try {
    const ended = await new Promise<{ code: unknown; said: string; complained: string }>((resolve) => {
      execFile(process.execPath, [START, '--empty'], { env, timeout: 50_000 }, (fault, said, complained) =>
        resolve({ code: fault?.code, said, complained }),
      );
    });
    expect(ended).toMatchObject({ code: 1, complained: '' });
    expect(ended.said).toContain(
      `Port ${taken} is in use by another program, or by a shop that is open already. Close that one, or choose other ports, as in: PORT=`,
    );
    expect(await readdir(dataDir)).toEqual([]);
  } finally {
    other.close();
    await rm(dataDir, { recursive: true, force: true });
  }
});
