import { z } from 'zod';
import { businessDateSchema } from '#shared/base/time.ts';

const YEAR_FIRST = 1900;
const YEAR_LAST = 2999;
const WHEN = `between ${YEAR_FIRST} and ${YEAR_LAST}`;

/** Whether a moment is one that a shop may mean. Years that the database doesn't know, and those a step from them, are not. */
export function isShopTime(ms: number): boolean {
  return ms >= Date.UTC(YEAR_FIRST, 0, 1) && ms < Date.UTC(YEAR_LAST + 1, 0, 1);
}

/** A day that is in the calendar: the database refuses the thirtieth of February, and the year 0. */
export const calendarDaySchema = businessDateSchema.refine((date) => {
  const ms = Date.parse(`${date}T00:00:00Z`);
  return isShopTime(ms) && new Date(ms).toISOString().startsWith(date);
}, `There is no such day. Give one ${WHEN}.`);

/** A moment, ISO 8601 in UTC. */
export const momentSchema = z.iso
  .datetime()
  .refine((text) => isShopTime(Date.parse(text)), `This is no moment of a shop. Give one ${WHEN}.`);
