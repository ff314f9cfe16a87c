import { Fault } from '#shared/base/fault.ts';
import type { Id, MakeId } from '#shared/base/ids.ts';
import type { AuditAnswer, AuditRequest, DayFigures } from '#shared/sync/audit.ts';
import type { Pool, Tx } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import type { TillToken } from '../door/till-token.ts';
import { requireSession } from '../till/require-session.ts';
import { compareSales } from './compare-sales.ts';
import { noteAgreement, noteDifference } from './day-cases.ts';
import { figuresOfDays } from './day-sales.ts';

export type AuditDeps = {
  readonly pool: Pool;
  readonly nowMs: () => number;
  readonly makeId: MakeId;
  readonly alarm: (what: object, message: string) => void;
};

type Day = AuditRequest['days'][number];
type Verdict = AuditAnswer['days'][number];

/**
 * Compares what a till says that its closed days came to with what its facts come to here. Where the figures differ, the till
 * is asked to name its sales; where those differ, a case is opened, and the answer says what either side lacks. A day that
 * agrees again settles its case.
 *
 * @throws {Fault} `till_revoked`, `stale_session`, `till_cloned`; `malformed` for a day that no calendar has
 */
export async function answerAudit(deps: AuditDeps, token: TillToken, request: AuditRequest): Promise<AuditAnswer> {
  if (token.scope !== 'till') throw new Fault('till_revoked', 'This till was switched off by the owner.');
  const dates = request.days.map(({ businessDate }) => businessDate);
  if (!dates.every(isDay)) throw new Fault('malformed', 'A day of the audit is in no calendar.');
  await requireSession(deps, token, request.session);
  const { businessId, tillId } = token;
  const days = await withTenant(deps.pool, businessId, async (tx) => {
    const leftOut = request.days.flatMap((day) => day.leftOut);
    const figuresOf = await figuresOfDays(tx, { businessId, tillId, dates, leftOut });
    const verdicts: Verdict[] = [];
    for (const day of request.days)
      verdicts.push(await judgeDay(deps, { tx, token, day }, figuresOf(day.businessDate)));
    return verdicts;
  });
  return { days, serverTime: deps.nowMs() };
}

async function judgeDay(
  deps: AuditDeps,
  { tx, token, day }: { readonly tx: Tx; readonly token: TillToken; readonly day: Day },
  here: DayFigures,
): Promise<Verdict> {
  const { businessId, tillId } = token;
  const { businessDate, leftOut, sales, ...figures } = day;
  const about = { businessId, tillId, businessDate, at: new Date(deps.nowMs()), makeId: deps.makeId };
  if (!isSame(figures, here)) {
    if (sales === undefined) return { businessDate, verdict: 'name_sales' };
    const found = await compareSales(tx, { businessId, tillId, date: businessDate, leftOut, sales });
    if (count(found.tillLacks) + count(found.serverLacks) + count(found.saysElse) > 0) {
      deps.alarm(
        { businessId, tillId, businessDate, till: figures, here },
        'a closed day of a till differs from the facts',
      );
      await noteDifference(tx, about, { till: figures, here, found });
      const { tillLacks, serverLacks } = found;
      return { businessDate, verdict: 'differs', tillLacks: [...tillLacks], serverLacks: [...serverLacks] };
    }
  }
  await noteAgreement(tx, about);
  return { businessDate, verdict: 'agrees' };
}

const count = (ids: readonly Id[]): number => ids.length;

function isSame(one: DayFigures, other: DayFigures): boolean {
  return (
    one.saleCount === other.saleCount &&
    one.totalMinor === other.totalMinor &&
    one.paidMinor === other.paidMinor &&
    one.digest === other.digest
  );
}

function isDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(text);
}
