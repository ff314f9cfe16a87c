import type { z } from 'zod';
import type {
  ReportSchedule,
  addReportScheduleEndpoint,
  editReportScheduleEndpoint,
} from '#shared/api/report-schedule-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import type { Caller } from '#server/platform/http/request-env.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { type Session, requireStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { rangeOf } from './next-time.ts';
import { REPORTS } from '../reports.ts';
import { readSchedule } from './read-schedules.ts';
import { dueAfter } from './schedule-zone.ts';

const SCHEDULES_MAX = 50;

type By = { readonly session: Session; readonly caller: Caller };
type Asked = z.output<typeof addReportScheduleEndpoint.body>;

/** @throws {Fault} `conflict` where a business has enough of them; {BadInput} for a report that can't be asked so */
export async function addSchedule(tx: Tx, deps: ServerDeps, by: By, asked: Asked): Promise<ReportSchedule> {
  const { businessId, userId } = by.session;
  await lockNames(tx, businessId);
  const [count] = await tx<{ total: number }[]>`
    select count(*) as total from report_schedules where business_id = ${businessId}`;
  if ((count?.total ?? 0) >= SCHEDULES_MAX)
    throw new Fault('conflict', `A business has ${SCHEDULES_MAX} schedules at most. Remove one that is not needed.`);
  const id = deps.makeId();
  const at = new Date(deps.nowMs());
  const { nextAt, minuteOfDay } = await checked(tx, deps, by.session, asked);
  await tx`insert into report_schedules (business_id, id, user_id, name, query, every, weekday, month_day, minute_of_day, recipients,
      is_active, next_at, created_at, updated_at)
    values (${businessId}, ${id}, ${userId}, ${asked.name}, ${JSON.stringify(asked.report)}::text::jsonb, ${asked.every}, ${asked.weekday},
      ${asked.monthDay}, ${minuteOfDay}, ${asked.recipients}, ${asked.isActive}, ${nextAt}, ${at}, ${at})`;
  const entity = { entityType: 'report_schedule', entityId: id, newValues: asked };
  await writeAudit(tx, deps, by, { action: 'report_schedule.added', ...entity });
  return readSchedule(tx, by.session, id);
}

/** Changes the named fields; what it sends is bound by the rights of who saved it last. */
export async function editSchedule(
  tx: Tx,
  deps: ServerDeps,
  by: By,
  asked: {
    readonly id: Id;
    readonly body: z.output<typeof editReportScheduleEndpoint.body>;
    readonly checkVersion: (current: unknown) => void;
  },
): Promise<ReportSchedule> {
  const { businessId, userId } = by.session;
  await lockNames(tx, businessId);
  const current = await readSchedule(tx, by.session, asked.id);
  asked.checkVersion(current);
  const next = merged(current, asked.body);
  const { nextAt, minuteOfDay } = await checked(tx, deps, by.session, next);
  await tx`update report_schedules set user_id = ${userId}, name = ${next.name}, query = ${JSON.stringify(next.report)}::text::jsonb,
      every = ${next.every}, weekday = ${next.weekday}, month_day = ${next.monthDay}, minute_of_day = ${minuteOfDay}, recipients = ${next.recipients},
      is_active = ${next.isActive}, next_at = ${nextAt}, updated_at = ${new Date(deps.nowMs())}
    where business_id = ${businessId} and id = ${asked.id}`;
  const entity = { entityType: 'report_schedule', entityId: asked.id, oldValues: current, newValues: asked.body };
  await writeAudit(tx, deps, by, { action: 'report_schedule.edited', ...entity });
  return readSchedule(tx, by.session, asked.id);
}

export async function removeSchedule(tx: Tx, deps: ServerDeps, by: By, id: Id): Promise<void> {
  const current = await readSchedule(tx, by.session, id);
  await tx`delete from report_schedules where business_id = ${by.session.businessId} and id = ${id}`;
  const entity = { entityType: 'report_schedule', entityId: id, oldValues: current };
  await writeAudit(tx, deps, by, { action: 'report_schedule.removed', ...entity });
}

function merged(current: ReportSchedule, said: z.output<typeof editReportScheduleEndpoint.body>): Asked {
  return {
    name: said.name ?? current.name,
    report: said.report ?? current.report,
    every: said.every ?? current.every,
    weekday: said.weekday ?? current.weekday ?? 1,
    monthDay: said.monthDay ?? current.monthDay ?? 1,
    time: said.time ?? current.time,
    recipients: said.recipients ?? current.recipients,
    isActive: said.isActive ?? current.isActive,
  };
}

/** What follows from what was asked. @throws {BadInput} where the report can't be asked so; {Fault} `not_found` for a store */
async function checked(
  tx: Tx,
  { nowMs }: ServerDeps,
  session: Session,
  { report, time, ...rhythm }: Pick<Asked, 'report' | 'time' | 'every' | 'weekday' | 'monthDay'>,
): Promise<{ nextAt: Date; minuteOfDay: number }> {
  if (report.storeId !== undefined) requireStore(session, report.storeId);
  const { type, format: _, ...query } = report;
  const range = rangeOf(rhythm.every, new Date(nowMs()).toISOString().slice(0, 10));
  REPORTS.find((one) => one.type === type)?.check({ ...query, ...range });
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const minuteOfDay = hours * 60 + minutes;
  const nextAt = await dueAfter(tx, session.businessId, { ...rhythm, minuteOfDay, storeId: report.storeId }, nowMs());
  return { nextAt, minuteOfDay };
}
