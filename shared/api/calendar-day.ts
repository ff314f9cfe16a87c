import { businessDateSchema } from '#shared/base/time.ts';

/** A day that is in the calendar: the database refuses the thirtieth of February. */
export const calendarDaySchema = businessDateSchema.refine((date) => {
  const ms = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
}, 'There is no such day.');
