import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '#shared/base/assert.ts';
import { waitUntil } from '#server/shop/wait-until.ts';

const SENT_WITHIN_MS = 30_000;
const ASK_EVERY_MS = 100;

/** The path of the link to a page, such as `verify-email`, in the message that was sent to this person. */
export async function sentPath(outboxDir: string, email: string, page: string): Promise<string> {
  const find = (): Promise<string | undefined> =>
    Promise.resolve(
      // The folder comes with the first message.
      (existsSync(outboxDir) ? readdirSync(outboxDir) : [])
        .filter((name) => name.endsWith('.eml'))
        // A long line is broken on its way, behind an equals sign.
        .map((name) => readFileSync(join(outboxDir, name), 'utf8').replaceAll(/=\r?\n/g, ''))
        .filter((text) => text.includes(email))
        .map((text) => new RegExp(`/${page}/[\\w-]+`).exec(text)?.[0])
        .find((path) => path !== undefined),
    );
  return must(await waitUntil(find, { everyMs: ASK_EVERY_MS, withinMs: SENT_WITHIN_MS }), `no message to ${email}`);
}
