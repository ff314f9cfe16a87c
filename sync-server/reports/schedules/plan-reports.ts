import { type ExportQuery, exportQuerySchema } from '#shared/api/export-endpoints.ts';
import type { Id, MakeId } from '#shared/base/ids.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import { putOut } from '#server/notifications/outgoing.ts';
import type { Tx } from '#server/store/pool.ts';
import { reportBusiness } from '../report-business.ts';
import { type Rhythm, nextTime, rangeOf } from './next-time.ts';
import type { ReportMail } from './send-report.ts';

type Due = Rhythm & {
  readonly id: Id;
  readonly userId: Id;
  readonly name: string;
  readonly query: unknown;
  readonly recipients: readonly string[];
};

/**
 * Puts what is due among the messages that wait, one for each person, and looks when it is due next, in one transaction: of
 * many servers one does it. After a time without a server the newest report goes out, and none for each day that was missed.
 */
export async function planReports(
  tx: Tx,
  of: { readonly businessId: Id; readonly nowMs: number; readonly makeId: MakeId },
): Promise<void> {
  const at = new Date(of.nowMs);
  const due = await tx<Due[]>`
    select id, user_id as "userId", name, query, every, weekday, month_day as "monthDay", minute_of_day as "minuteOfDay", recipients
      from report_schedules where business_id = ${of.businessId} and is_active and next_at <= ${at}
     order by id for update skip locked`;
  for (const schedule of due) {
    const asked = exportQuerySchema.parse(schedule.query);
    const business = await reportBusiness(tx, of.businessId, asked.storeId === undefined ? [] : [asked.storeId]);
    const today = businessDateAt(instantAt(of.nowMs, business.timeZone), business.dayStartMinutes);
    const query: ExportQuery = { ...asked, ...rangeOf(schedule.every, today) };
    const title = `${schedule.name}: ${[...new Set([query.from, query.to])].join(' to ')}`;
    for (const to of schedule.recipients) {
      const mail: ReportMail = { to, query };
      const said = { userId: schedule.userId, targetId: schedule.id, title, message: JSON.stringify(mail) };
      await putOut(tx, of, { channel: 'report', ...said });
    }
    await tx`update report_schedules set next_at = ${new Date(nextTime(schedule, business.timeZone, of.nowMs))}
      where business_id = ${of.businessId} and id = ${schedule.id}`;
  }
}
