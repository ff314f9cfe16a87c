import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema, pageQuerySchema } from './envelope.ts';
import { exportQuerySchema } from './export-endpoints.ts';

const RECIPIENTS_MAX = 10;

/** A report that is sent again and again: what it is asked, but for its days, which follow from when it is sent. */
const scheduleFields = {
  name: z.string().trim().min(1, 'Give the schedule a name.').max(100),
  report: exportQuerySchema.omit({ from: true, to: true }),
  /** Of the day before, the seven days before, or the month before. */
  every: z.enum(['day', 'week', 'month']),
  /** Monday is 1. */
  weekday: z.number().int().min(1).max(7),
  monthDay: z.number().int().min(1).max(28),
  /** By the wall clock of the store, or of the business where the report is of several. */
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time is written HH:MM.'),
  recipients: z
    .array(z.email('This is no e-mail address.').max(254))
    .min(1, 'Name somebody who gets it.')
    .max(RECIPIENTS_MAX, `A report goes to ${RECIPIENTS_MAX} people at most.`)
    .transform((all) => [...new Set(all.map((one) => one.toLowerCase()))]),
  isActive: z.boolean(),
} as const;

const scheduleSchema = z.object({
  ...scheduleFields,
  id: idSchema,
  weekday: scheduleFields.weekday.nullable(),
  monthDay: scheduleFields.monthDay.nullable(),
  recipients: z.array(z.string()),
  /** Whose rights it is made with: whoever saved it last. */
  userId: idSchema,
  /** Null while it rests. */
  nextAt: z.string().nullable(),
  lastSentAt: z.string().nullable(),
  /** Why the last one did not go out. */
  lastTrouble: z.string().nullable(),
});
export type ReportSchedule = z.infer<typeof scheduleSchema>;

const common = {
  area: 'reports',
  permission: 'reports.export',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: scheduleSchema,
} as const;

export const listReportSchedulesEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/report-schedules',
  doc: 'The reports that are sent by e-mail at their time, by name.',
  params: NOTHING,
  query: pageQuerySchema.extend({ sort: z.enum(['name', '-name', 'nextAt', '-nextAt']).default('name') }),
  answer: z.array(scheduleSchema),
});

export const getReportScheduleEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/report-schedules/:id',
  doc: 'One report that is sent at its time.',
  isVersioned: true,
});

export const addReportScheduleEndpoint = defineEndpoint({
  ...common,
  method: 'post',
  path: '/report-schedules',
  doc: 'Sends a report by e-mail every day, week or month, made with the rights of the caller.',
  status: 201,
  isVersioned: true,
  params: NOTHING,
  body: z.object({
    ...scheduleFields,
    weekday: scheduleFields.weekday.default(1),
    monthDay: scheduleFields.monthDay.default(1),
    isActive: scheduleFields.isActive.default(true),
  }),
  example: {
    body: {
      name: 'Sales of the week',
      report: { type: 'sales-summary', format: 'pdf', groupBy: 'day' },
      every: 'week',
      weekday: 1,
      time: '07:30',
      recipients: ['ada@shop.example'],
    },
  },
});

export const editReportScheduleEndpoint = defineEndpoint({
  ...common,
  method: 'put',
  path: '/report-schedules/:id',
  doc: 'Changes the named fields of a schedule; from then on it is made with the rights of the caller.',
  isVersioned: true,
  body: z.object(scheduleFields).partial(),
  example: { body: { time: '08:00', recipients: ['ada@shop.example', 'books@accountant.example'] } },
});

export const removeReportScheduleEndpoint = defineEndpoint({
  ...common,
  method: 'delete',
  path: '/report-schedules/:id',
  doc: 'Sends a report no more.',
  answer: z.object({ id: idSchema }),
});
