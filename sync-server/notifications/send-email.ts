import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Outgoing, OutgoingEnd } from './outgoing.ts';

/** A notice as an e-mail. */
export async function sendEmail(
  deps: Pick<ServerDeps, 'mail' | 'config'>,
  { email, subject, message }: Outgoing,
  handOver: () => Promise<void>,
): Promise<OutgoingEnd> {
  if (email === null) return 'dropped';
  const text = `${message}\n\nOpen Stockavoo: ${deps.config.publicUrl}\nWhat you are told by e-mail is chosen there, under Notifications.\n`;
  await deps.mail.send({ to: email, subject, text }, handOver);
  return 'sent';
}
