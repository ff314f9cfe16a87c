/** A push carries at most this many changes, or bytes after inflating; one larger change goes alone. */
export const PUSH_CHANGES_MAX = 500;
export const PUSH_BYTES_MAX = 4 * 1024 * 1024;
export const CHANGE_BYTES_MAX = 8 * 1024 * 1024;

export const PULL_LIMIT_MAX = 10_000;
export const PULL_LIMIT_DEFAULT = 500;

/** A request dies after this long without a byte. */
export const REQUEST_SILENCE_MS = 30_000;
export const POKE_HEARTBEAT_MS = 15_000;
export const POKE_DEAD_MS = 45_000;
export const BACKOFF_MIN_MS = 1_000;
export const BACKOFF_MAX_MS = 20_000;
/** Work waiting, network there, no progress for this long: the worker starts afresh. */
export const WATCHDOG_MS = 3 * 60_000;
export const PULL_EVERY_MS = 20_000;
export const ENROLMENT_CODE_TTL_MS = 10 * 60_000;
export const TRANSIENT_TRIES_MAX = 10;

/** A till gets the sales of its store of so many days, for refunds. */
export const SALES_SENT_DAYS = 90;

/** What came back of one sale goes in one answer. */
export const RETURNED_MAX = 1000;
/** A customer stands at the counter while a sale is looked up: afterwards the till says what it knows by itself. */
export const SALE_LOOKUP_MS_MAX = 4_000;

/** Photos of one expense: two sides of a slip, and some that were blurred. */
export const EXPENSE_PHOTOS_MAX = 8;

export const SUPPORT_BUNDLE_BYTES_MAX = 2 * 1024 * 1024;
/** Older ones of the same till go when a newer comes. */
export const SUPPORT_BUNDLES_KEPT = 5;
