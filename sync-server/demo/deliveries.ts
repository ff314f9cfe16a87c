/** Goods come in every four weeks; the last delivery of the demo's ninety days was a few days ago. */
export const DAYS_BETWEEN_DELIVERIES = 28;
export const DELIVERIES = 4;
const DAY_MS = 86_400_000;

/** Which delivery the shop sells from on a day of the demo's past, counted from its first. */
export function deliveryOf(dayFromFirst: number): number {
  return Math.min(DELIVERIES - 1, Math.floor(dayFromFirst / DAYS_BETWEEN_DELIVERIES));
}

/** What outlives the time between two deliveries is kept by batch; bread and fish are gone before it matters. */
export function hasBatches(shelfLifeDays: number | null): shelfLifeDays is number {
  return shelfLifeDays !== null && shelfLifeDays > DAYS_BETWEEN_DELIVERIES;
}

/** The day on which a delivery's goods expire, `YYYY-MM-DD`. */
export function expiresOn(beganMs: number, delivery: number, shelfLifeDays: number): string {
  return new Date(beganMs + (delivery * DAYS_BETWEEN_DELIVERIES + shelfLifeDays) * DAY_MS).toISOString().slice(0, 10);
}
