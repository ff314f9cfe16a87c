import { setTimeout as wait } from 'node:timers/promises';
import { afterCommit } from '../../store/after-commit.ts';
import type { ServerDeps } from '../server-deps.ts';
import type { MailMessage, MailPort } from './mail-port.ts';
import { SendRefused } from './send-refused.ts';

/** What was asked for is waited for by somebody in front of a screen: six minutes, then they ask again. */
const WAITS_MS = [2_000, 15_000, 60_000, 300_000];

/** Sends a message after the answer, once what it speaks of is durable; a mail server that is away or busy is tried again. A failure is logged. */
export function sendSoon(
  { mail, later, stopping }: Pick<ServerDeps, 'mail' | 'later' | 'stopping'>,
  message: MailMessage,
): void {
  afterCommit(() => later(() => sendPatiently(mail, message, stopping)));
}

/**
 * Sends a message, again after each wait where the mail server did not get or take it; never one that may have arrived.
 * A server that stops tries once more and waits no longer.
 */
export async function sendPatiently(
  mail: MailPort,
  message: MailMessage,
  stopping: AbortSignal,
  waitsMs: readonly number[] = WAITS_MS,
): Promise<void> {
  for (const waitMs of [...waitsMs, null]) {
    let isHandedOver = false;
    const handOver = async (): Promise<void> => {
      isHandedOver = true;
    };
    try {
      return await mail.send(message, handOver);
    } catch (error) {
      const isUseless = error instanceof SendRefused ? error.isForGood : isHandedOver;
      if (isUseless || waitMs === null || stopping.aborted) throw error;
    }
    await wait(waitMs, undefined, { signal: stopping }).catch(() => undefined);
  }
}
