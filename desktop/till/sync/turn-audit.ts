import { type AuditAnswer, type MissingAnswer, auditAnswerSchema, missingAnswerSchema } from '#shared/sync/audit.ts';
import { PUSH_BYTES_MAX, PUSH_CHANGES_MAX } from '#shared/sync/limits.ts';
import type { AuditedDay } from '../store/tables/audited-days.ts';
import { type DueDay, dueDays } from './closed-days.ts';
import type { LaneResult } from './lane.ts';
import { seal } from './push-batch.ts';
import { beginResync } from './resync.ts';
import { type SignedIn, type Turn, signIn } from './turn.ts';

const LOOK_EVERY_MS = 60 * 60 * 1000;
/** After something was done about a day that differs, it is asked about again so soon. */
const LOOK_AGAIN_MS = 60 * 1000;
const ASK_AGAIN_MS = 24 * 60 * 60 * 1000;
/** So often something is done about one day; after that it is asked about once a day, and people see it. */
const TRIES_MAX = 3;
const MISSING_PATH = '/api/v1/sync/audit/missing';

type Signed = Extract<SignedIn, { readonly token: unknown }>;

/**
 * Holds the closed days of this till against what the office has of them. What differs opens a case there; what the office
 * lacks is sent to it again, and what this till lacks is read back.
 */
export async function turnAudit(turn: Turn, signal: AbortSignal): Promise<LaneResult> {
  const { memory } = turn;
  const { session } = memory;
  if (memory.state !== 'normal' || session === null) return 'halt';
  if (memory.nextAuditMs !== null && turn.timers.monotonicMs() < memory.nextAuditMs) return 'idle';
  const due = turn.store.read((reader) => dueDays(reader, memory.clock.officeNowMs()));
  if (due === null) return 'idle';
  if (due.length === 0) return idleFor(turn, LOOK_EVERY_MS);
  const signed = await signIn(turn, signal);
  if (signal.aborted) return 'halt';
  // What is in the way of a request is the other lanes' to say.
  if ('failed' in signed) return 'idle';
  const reply = await turn.office.ask({
    method: 'POST',
    path: '/api/v1/sync/audit',
    headers: { authorization: signed.token.header, 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ session, protocol: turn.protocol, days: due.map(({ asked }) => asked) })),
    schema: auditAnswerSchema,
    signal,
  });
  if (signal.aborted || memory.session !== session) return 'halt';
  if (reply.kind !== 'good')
    return reply.kind === 'no_line' || reply.kind === 'unreachable' ? 'retry' : idleFor(turn, LOOK_EVERY_MS);
  const differing = turn.store.write((writer) =>
    due.flatMap((day) => {
      const answer = reply.answer.days.find(({ businessDate }) => businessDate === day.sums.businessDate);
      if (answer === undefined) return [];
      writer.audits.put(auditedDay(day, answer.agrees, memory.clock.officeNowMs()));
      return answer.agrees ? [] : [{ day, answer }];
    }),
  );
  let hasActed = false;
  for (const { day, answer } of differing) {
    hasActed = (await mend(turn, { day, answer, session, signed, signal })) || hasActed;
    if (signal.aborted) return 'halt';
  }
  return idleFor(turn, hasActed ? LOOK_AGAIN_MS : LOOK_EVERY_MS);
}

function idleFor(turn: Turn, ms: number): LaneResult {
  turn.memory.nextAuditMs = turn.timers.monotonicMs() + ms;
  return 'idle';
}

function auditedDay({ sums, before }: DueDay, agrees: boolean, nowMs: number): AuditedDay {
  const tries = agrees ? 0 : (before?.tries ?? 0) + 1;
  const isNextSoon = tries <= TRIES_MAX;
  return { ...sums, agrees, tries, askAgainMs: nowMs + (isNextSoon ? 0 : ASK_AGAIN_MS) };
}

type Differing = {
  readonly day: DueDay;
  readonly answer: AuditAnswer['days'][number];
  readonly session: number;
  readonly signed: Signed;
  readonly signal: AbortSignal;
};

/** Does what can be done about a day that differs; whether something was. */
async function mend(turn: Turn, differing: Differing): Promise<boolean> {
  const { day, answer } = differing;
  const { businessDate } = day.sums;
  const here = turn.store.read((reader) => {
    const tillId = reader.meta.identity()?.tillId ?? '';
    return reader.audits.salesOf(tillId, businessDate).map(({ id }) => id);
  });
  const there = answer.saleIds ?? null;
  const lackingHere = there?.filter((id) => !here.includes(id)) ?? [];
  const lackingThere =
    there === null ? [] : here.filter((id) => !there.includes(id) && !day.asked.leftOut.includes(id));
  const tries = (day.before?.tries ?? 0) + 1;
  turn.log.error('day_differs', {
    businessDate,
    lackingHere: lackingHere.length,
    lackingThere: lackingThere.length,
    tries,
  });
  if (tries > TRIES_MAX) return false;
  const sent = lackingThere.length > 0 ? await sendMissing(turn, lackingThere, differing) : null;
  if (differing.signal.aborted) return false;
  if (sent !== null) turn.log.warn('missing_sent', { businessDate, ...sent });
  // Everything is read anew for it, so once.
  const readsBack = lackingHere.length > 0 && tries === 1;
  if (readsBack) {
    turn.store.write((writer) => beginResync(writer));
    turn.log.warn('sync_resync', { businessDate });
  }
  return readsBack || sent !== null;
}

/** Sends the changes of these sales again, in as few requests as they fit into. */
async function sendMissing(
  turn: Turn,
  saleIds: readonly string[],
  { session, signed, signal }: Differing,
): Promise<Omit<MissingAnswer, 'serverTime'>> {
  const changes = turn.store.read((reader) => reader.audits.changesOf(saleIds));
  const sums = { applied: 0, quarantined: 0, known: 0 };
  for (let from = 0; from < changes.length;) {
    let [to, bytes] = [from, 0];
    while (to < changes.length && to - from < PUSH_CHANGES_MAX) {
      bytes += Buffer.byteLength(JSON.stringify(changes[to]));
      if (bytes > PUSH_BYTES_MAX && to > from) break;
      to += 1;
    }
    const part = changes.slice(from, to);
    const { epoch, seq: firstSeq } = part[0] ?? { epoch: '', seq: 0 };
    const plain = JSON.stringify({ session, protocol: turn.protocol, changes: part });
    const sealed = seal(signed.key, { path: MISSING_PATH, session, epoch, firstSeq, plain });
    const reply = await turn.office.ask({
      method: 'POST',
      path: MISSING_PATH,
      headers: { ...sealed.headers, authorization: signed.token.header },
      body: sealed.body,
      schema: missingAnswerSchema,
      signal,
    });
    if (reply.kind !== 'good') break;
    for (const name of ['applied', 'quarantined', 'known'] as const) sums[name] += reply.answer[name];
    from = to;
  }
  return sums;
}
