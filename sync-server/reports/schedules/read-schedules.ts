import type { z } from 'zod';
import type { ReportSchedule, listReportSchedulesEndpoint } from '#shared/api/report-schedule-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { anywhere } from '#server/sync/web-edits/read-records.ts';

type Row = Omit<ReportSchedule, 'time' | 'nextAt' | 'lastSentAt'> & {
  readonly minuteOfDay: number;
  readonly nextAt: Date;
  readonly lastSentAt: Date | null;
};

const COLUMNS = `r.id, r.user_id as "userId", r.name, r.query as report, r.every, r.weekday, r.month_day as "monthDay",
  r.minute_of_day as "minuteOfDay", r.recipients, r.is_active as "isActive", r.next_at as "nextAt", r.last_sent_at as "lastSentAt",
  r.last_trouble as "lastTrouble"`;

/** Whoever is limited to some stores sees their own schedules, and those of their stores. */
function seen(tx: Tx, { userId, storeIds }: Session) {
  return tx`(${storeIds.length === 0} or r.user_id = ${userId} or r.query ->> 'storeId' = any(${[...storeIds]}::text[]))`;
}

const ORDERS = {
  name: 'lower(r.name)',
  '-name': 'lower(r.name) desc',
  nextAt: 'r.next_at',
  '-nextAt': 'r.next_at desc',
} as const;

export async function listSchedules(
  tx: Tx,
  session: Session,
  { page, limit, q, sort }: z.output<typeof listReportSchedulesEndpoint.query>,
): Promise<{ rows: ReportSchedule[]; total: number }> {
  const where = tx`${seen(tx, session)} ${q === undefined ? tx`` : tx`and r.name ilike ${anywhere(q)}`}`;
  const rows = await tx<Row[]>`
    select ${tx.unsafe(COLUMNS)} from report_schedules r where r.business_id = ${session.businessId} and ${where}
     order by ${tx.unsafe(ORDERS[sort])}, r.id limit ${limit} offset ${(page - 1) * limit}`;
  const [count] = await tx<
    { total: number }[]
  >`select count(*) as total from report_schedules r where r.business_id = ${session.businessId} and ${where}`;
  return { rows: rows.map(shown), total: count?.total ?? 0 };
}

/** @throws {Fault} `not_found`, also for one of stores that the person may not see */
export async function readSchedule(tx: Tx, session: Session, id: Id): Promise<ReportSchedule> {
  const [row] = await tx<Row[]>`
    select ${tx.unsafe(COLUMNS)} from report_schedules r where r.business_id = ${session.businessId} and ${seen(tx, session)} and r.id = ${id}`;
  if (row === undefined) throw new Fault('not_found', 'There is no such schedule. Somebody may have removed it.');
  return shown(row);
}

function shown({ minuteOfDay, nextAt, lastSentAt, ...row }: Row): ReportSchedule {
  const two = (part: number): string => String(part).padStart(2, '0');
  return {
    ...row,
    weekday: row.every === 'week' ? row.weekday : null,
    monthDay: row.every === 'month' ? row.monthDay : null,
    time: `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`,
    nextAt: row.isActive ? nextAt.toISOString() : null,
    lastSentAt: lastSentAt?.toISOString() ?? null,
  };
}
