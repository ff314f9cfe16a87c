import { postgres } from '#server/store/driver/driver.ts';
import { PermanentRefusal } from '../apply/incoming.ts';

/** Why a change can't be applied: never as it is, or perhaps later. */
export type FailureKind = {
  readonly isPermanent: boolean;
  readonly code: string;
  readonly detail: string;
  readonly isWorthRetryNow: boolean;
};

/** Values that no column takes, and what clashes with what is there already. */
const PERMANENT_CLASSES = new Set(['22', '23']);
const WORTH_RETRY_NOW = new Set(['40001', '40P01']);
const DETAIL_LENGTH_MAX = 500;

/** Tells what will never work from what may pass. What nobody foresaw may pass: perhaps the fault is ours. */
export function failureKind(error: unknown): FailureKind {
  if (error instanceof PermanentRefusal)
    return { isPermanent: true, code: error.code, detail: error.message, isWorthRetryNow: false };
  const detail = (error instanceof Error ? error.message : String(error)).slice(0, DETAIL_LENGTH_MAX);
  if (error instanceof postgres.PostgresError) {
    const isPermanent = PERMANENT_CLASSES.has(error.code.slice(0, 2));
    const code = error.code === '23505' ? 'id_clash' : `database_${error.code.toLowerCase()}`;
    return { isPermanent, code, detail, isWorthRetryNow: WORTH_RETRY_NOW.has(error.code) };
  }
  return {
    isPermanent: false,
    code: error instanceof Error ? error.name.toLowerCase() : 'unknown',
    detail,
    isWorthRetryNow: false,
  };
}
