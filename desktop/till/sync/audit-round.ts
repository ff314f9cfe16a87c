import { type AuditAnswer, auditAnswerSchema } from '#shared/sync/audit.ts';
import type { AuditedDay } from '../store/tables/audited-days.ts';
import { type AuditTalk, isStillOn, talkOf } from './audit-talk.ts';
import { type AskedDay, type ClosedDay, closedDay, dueDates, firstAuditedDate, namedDay } from './closed-days.ts';
import { mendDay } from './mend-day.ts';
import type { Turn } from './turn.ts';

/**
 * done: nothing is left to compare today; soon: in a minute more can be compared; later: the office gave no answer to go on
 * by.
 */
export type AuditOutcome = 'done' | 'soon' | 'later';

type Verdict = AuditAnswer['days'][number];

const AUDIT_PATH = '/api/v1/sync/audit';
/** A sale that comes meanwhile goes first: the days are added up one by one, with a pause between them. */
const PAUSE_MS = 50;
const DAY_MS = 24 * 60 * 60 * 1000;
/** A day that agrees is looked at again, since a file can be damaged at any time. */
const AGREES_FOR_MS = 7 * DAY_MS;
/** Short of a day, so that one that differs is compared again on each business day. */
const DIFFERS_FOR_MS = DAY_MS / 2;
/** So often something is done about one day; after that it is compared once a day, and people see it. */
const TRIES_MAX = 3;

/**
 * Asks the office about the closed days that are due, and does what can be done where one differs. Whatever is in the way
 * of a request is for the other lanes to find out.
 */
export async function auditRound(turn: Turn, signal: AbortSignal): Promise<AuditOutcome> {
  const talk = talkOf(turn, signal);
  // A pull gets the next token within half a minute.
  if (talk === null) return 'soon';
  const dates = turn.store.read((reader) => dueDates(reader, turn.memory.clock.officeNowMs()));
  if (dates === null) return 'soon';
  const days: ClosedDay[] = [];
  for (const date of dates) {
    await pause(turn);
    if (!isStillOn(turn, talk)) return 'soon';
    const day = turn.store.read((reader) => closedDay(reader, date));
    if (day !== null) days.push(day);
  }
  if (days.length === 0) return 'done';
  const verdicts = await ask(
    turn,
    talk,
    days.map(({ asked }) => asked),
  );
  if (verdicts === null) return 'later';
  let outcome: AuditOutcome = 'done';
  for (const day of days) {
    const first = verdicts.find(({ businessDate }) => businessDate === day.asked.businessDate);
    const verdict = first?.verdict === 'name_sales' ? await askByName(turn, talk, day) : first;
    if (verdict === undefined || !isStillOn(turn, talk) || !turn.hasRoom()) return 'later';
    const noted = note(turn, verdict);
    if (noted.agrees) continue;
    turn.log.error('day_differs', {
      businessDate: noted.businessDate,
      tries: noted.tries,
      officeLacks: verdict.serverLacks?.length ?? 0,
      tillLacks: verdict.tillLacks?.length ?? 0,
    });
    if (noted.tries <= TRIES_MAX && (await mendDay(turn, talk, { verdict, tries: noted.tries }))) outcome = 'soon';
  }
  return outcome;
}

async function ask(turn: Turn, talk: AuditTalk, days: readonly AskedDay[]): Promise<readonly Verdict[] | null> {
  const reply = await turn.office.ask({
    method: 'POST',
    path: AUDIT_PATH,
    headers: { authorization: talk.token.header, 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ session: talk.session, protocol: turn.protocol, days })),
    schema: auditAnswerSchema,
    signal: talk.signal,
  });
  return reply.kind === 'good' && isStillOn(turn, talk) ? reply.answer.days : null;
}

async function askByName(turn: Turn, talk: AuditTalk, day: ClosedDay): Promise<Verdict | undefined> {
  const named = turn.store.read((reader) => namedDay(reader, day));
  const verdicts = await ask(turn, talk, [named]);
  return verdicts?.find(({ businessDate }) => businessDate === named.businessDate);
}

function note(turn: Turn, { businessDate, verdict }: Verdict): AuditedDay {
  const nowMs = turn.memory.clock.officeNowMs();
  return turn.store.write((writer) => {
    const agrees = verdict === 'agrees';
    const tries = agrees ? 0 : (writer.audits.day(businessDate)?.tries ?? 0) + 1;
    const isNextSoon = !agrees && tries <= TRIES_MAX;
    const askAgainMs = isNextSoon ? 0 : nowMs + (agrees ? AGREES_FOR_MS : DIFFERS_FOR_MS);
    const day = { businessDate, agrees, tries, askAgainMs };
    writer.audits.put(day);
    const from = firstAuditedDate(writer, nowMs);
    if (from !== null) writer.audits.forgetBefore(from);
    return day;
  });
}

function pause({ timers }: Turn): Promise<void> {
  return new Promise((resolve) => {
    timers.after(PAUSE_MS, resolve);
  });
}
