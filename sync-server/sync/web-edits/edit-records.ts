import type { Id } from '#shared/base/ids.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import { PRODUCT_KINDS } from '#shared/changes/record-kinds.ts';
import { type AuditedAct, writeAudit } from '#server/platform/audit/write-audit.ts';
import type { Caller } from '#server/platform/http/request-env.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { applyWebChanges } from '../apply/apply-web-change.ts';
import { webWriteOf } from './web-write.ts';

/** Who edits from the web. */
export interface Editor {
  readonly session: { readonly businessId: Id; readonly userId: Id };
  readonly caller: Caller;
}

/** What one change carries at most. */
const RECORDS_MAX = 1000;

/**
 * Edits records from the web: one change of till 0 for each thousand of them, with the audit row in the same transaction.
 *
 * It ends with the feed, so that it stands last in its transaction.
 */
export async function editRecords(
  tx: Tx,
  deps: Pick<ServerDeps, 'makeId' | 'nowMs'>,
  by: Editor,
  edit: { readonly records: readonly RecordEdit[]; readonly audited: AuditedAct },
): Promise<void> {
  await writeAudit(tx, deps, by, edit.audited);
  const entityId = edit.audited.entityId ?? by.session.businessId;
  const parts = Array.from({ length: Math.ceil(edit.records.length / RECORDS_MAX) }, (_, part) =>
    edit.records.slice(part * RECORDS_MAX, (part + 1) * RECORDS_MAX),
  );
  await applyWebChanges(
    tx,
    await webWriteOf(tx, deps, by.session),
    parts.map((records) => ({ type: typeOf(records), entityId, payload: { records } })),
  );
}

function typeOf(records: readonly RecordEdit[]): 'product.changed' | 'customer.changed' | 'record.changed' {
  const isOneOf = (kinds: readonly string[]): boolean => records.every(({ kind }) => kinds.includes(kind));
  if (isOneOf(PRODUCT_KINDS)) return 'product.changed';
  return isOneOf(['customer']) ? 'customer.changed' : 'record.changed';
}
