import { must } from '#shared/base/assert.ts';
import type { TestServer } from './server.ts';

/** The token of the newest link of a kind to this address, such as `reset-password`; messages are sent just after the answer. */
export async function sentToken(server: TestServer, email: string, page: string): Promise<string> {
  const links = await sentLinks(server, email, page);
  return must(links.at(-1), `a message to ${email} with a link to ${page}`);
}

/** The tokens of every link of a kind to this address, oldest first. */
export async function sentLinks(server: TestServer, email: string, page: string): Promise<readonly string[]> {
  await server.settled();
  const messages = (await server.outbox()).filter((text) => text.includes(`To: ${email}`));
  return messages.flatMap((text) => {
    const link = new RegExp(`/${page}/([A-Za-z0-9_-]+)`).exec(text.replaceAll(/=\r?\n/g, ''));
    return link?.[1] === undefined ? [] : [link[1]];
  });
}
