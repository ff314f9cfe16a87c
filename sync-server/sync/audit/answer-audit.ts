import { Fault } from '#shared/base/fault.ts';
import type { MakeId } from '#shared/base/ids.ts';
import { AUDIT_SALES_MAX, type AuditAnswer, type AuditRequest, type DayFigures } from '#shared/sync/audit.ts';
import type { Pool, Tx } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { openCases } from '../apply/open-cases.ts';
import type { TillToken } from '../door/till-token.ts';
import { requireSession } from '../till/require-session.ts';
import { figuresOfDays, salesOfDay } from './day-sales.ts';

export type AuditDeps = {
  readonly pool: Pool;
  readonly nowMs: () => number;
  readonly makeId: MakeId;
  readonly alarm: (what: object, message: string) => void;
};

/** A case of this kind is about one till and one day: `TILL/YYYY-MM-DD`. */
const DAY_DIFFERS = 'day_differs';

/**
 * Compares what a till says that its closed days came to with what its facts come to here. A day that differs opens a case,
 * one that agrees again settles it; the answer names the sales that are here, so that the till knows what to do.
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
    const answers: AuditAnswer['days'] = [];
    for (const { businessDate, leftOut: _, ...theirs } of request.days) {
      const about = { deps, tx, token, businessDate };
      answers.push(await judgeDay(about, theirs, figuresOf(businessDate)));
    }
    return answers;
  });
  return { days, serverTime: deps.nowMs() };
}

type Judged = {
  readonly deps: AuditDeps;
  readonly tx: Tx;
  readonly token: TillToken;
  readonly businessDate: string;
};

async function judgeDay(about: Judged, till: DayFigures, here: DayFigures): Promise<AuditAnswer['days'][number]> {
  const { deps, tx, token, businessDate } = about;
  const { businessId, tillId } = token;
  const at = new Date(deps.nowMs());
  const entityId = `${tillId}/${businessDate}`;
  if (isSame(till, here)) {
    await tx`update sync_cases set state = 'settled', settled_at = ${at}, settled_reason = 'both sides agree again', updated_at = ${at}
      where business_id = ${businessId} and kind = ${DAY_DIFFERS} and entity_id = ${entityId} and state = 'open'`;
    return { businessDate, agrees: true };
  }
  deps.alarm({ businessId, tillId, businessDate, till, here }, 'a closed day of a till differs from the facts here');
  await openCases(tx, { businessId, at, makeId: deps.makeId }, [
    { kind: DAY_DIFFERS, entity: 'till_day', entityId, values: { tillId, businessDate, till, here } },
  ]);
  const saleIds = await salesOfDay(tx, { businessId, tillId, date: businessDate, limit: AUDIT_SALES_MAX + 1 });
  return saleIds.length > AUDIT_SALES_MAX
    ? { businessDate, agrees: false }
    : { businessDate, agrees: false, saleIds: [...saleIds] };
}

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
