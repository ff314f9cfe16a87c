import type { TFunction } from 'i18next';
import type { Expense } from './use-expense-entry.ts';

/** What there is of an expense's photos, and whether the office has them; empty without any. */
export function photoWords({ photoCount, photosWaiting, photoError }: Expense, t: TFunction): string {
  if (photoCount === 0) return '';
  const count = t('pettyCash.photos', { count: photoCount });
  if (photoError !== null) return `${count} · ${t('pettyCash.photoRefused')}`;
  return photosWaiting === 0 ? count : `${count} · ${t('pettyCash.photosWait')}`;
}
