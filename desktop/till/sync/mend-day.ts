import { type AuditAnswer, type MissingAnswer, missingAnswerSchema } from '#shared/sync/audit.ts';
import type { ChangeEnvelope } from '#shared/changes/hash-chain.ts';
import { PUSH_BYTES_MAX, PUSH_CHANGES_MAX } from '#shared/sync/limits.ts';
import { type AuditTalk, isStillOn } from './audit-talk.ts';
import { seal } from './push-batch.ts';
import { beginResync } from './resync.ts';
import type { Turn } from './turn.ts';

const MISSING_PATH = '/api/v1/sync/audit/missing';

/**
 * Does what a machine can about a day that differs: sends what the office acknowledged and lost, and reads back what this
 * till lost. Everything is read anew for that, so it is done once for a day.
 *
 * @returns whether anything was done, so that the day is to be compared again
 */
export async function mendDay(
  turn: Turn,
  talk: AuditTalk,
  { verdict, tries }: { readonly verdict: AuditAnswer['days'][number]; readonly tries: number },
): Promise<boolean> {
  const { businessDate, serverLacks = [], tillLacks = [] } = verdict;
  const sent = serverLacks.length === 0 ? null : await sendMissing(turn, talk, serverLacks);
  if (sent !== null) turn.log.warn('missing_sent', { businessDate, ...sent });
  const readsBack = tillLacks.length > 0 && tries === 1 && isStillOn(turn, talk) && turn.hasRoom();
  if (readsBack) {
    turn.store.write((writer) => beginResync(writer));
    turn.log.warn('sync_resync', { businessDate });
  }
  return readsBack || sent !== null;
}

/** Sends the changes of these sales again, in as few requests as they fit into. */
async function sendMissing(
  turn: Turn,
  talk: AuditTalk,
  saleIds: readonly string[],
): Promise<Omit<MissingAnswer, 'serverTime'>> {
  const changes = turn.store.read((reader) => reader.audits.changesOf(saleIds));
  const sums = { applied: 0, quarantined: 0, known: 0 };
  for (let from = 0; from < changes.length && isStillOn(turn, talk);) {
    const part = fitting(changes, from);
    const answer = await sendPart(turn, talk, part);
    if (answer === null) break;
    for (const name of ['applied', 'quarantined', 'known'] as const) sums[name] += answer[name];
    from += part.length;
  }
  return sums;
}

/** As many from here on as one request takes, and one at least. */
function fitting(changes: readonly ChangeEnvelope[], from: number): readonly ChangeEnvelope[] {
  let to = from;
  for (let bytes = 0; to < changes.length && to - from < PUSH_CHANGES_MAX; to += 1) {
    bytes += Buffer.byteLength(JSON.stringify(changes[to]));
    if (bytes > PUSH_BYTES_MAX && to > from) break;
  }
  return changes.slice(from, to);
}

async function sendPart(
  turn: Turn,
  { session, key, token, signal }: AuditTalk,
  part: readonly ChangeEnvelope[],
): Promise<MissingAnswer | null> {
  const [first] = part;
  if (first === undefined) return null;
  const { epoch, seq: firstSeq } = first;
  const plain = Buffer.from(JSON.stringify({ session, protocol: turn.protocol, changes: part }));
  const sealed = seal(key, { path: MISSING_PATH, session, epoch, firstSeq, plain });
  const reply = await turn.office.ask({
    method: 'POST',
    path: MISSING_PATH,
    headers: { ...sealed.headers, authorization: token.header },
    body: sealed.body,
    schema: missingAnswerSchema,
    signal,
  });
  return reply.kind === 'good' ? reply.answer : null;
}
