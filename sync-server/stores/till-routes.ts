import {
  editTillEndpoint,
  enrolmentCodeEndpoint,
  listTillsEndpoint,
  revokeTillEndpoint,
  tillStateEndpoint,
} from '#shared/api/store-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { requireStore } from '#server/platform/sign-in/session.ts';
import { makeEnrolmentCode } from '#server/sync/enrol/make-enrolment-code.ts';
import { revokeTill } from '#server/sync/enrol/revoke-till.ts';
import { webWriteOf } from '#server/sync/web-edits/web-write.ts';
import { requireTillRoom } from './require-till-room.ts';
import { listTills, readTill, tillVersion } from './read-tills.ts';
import { renameTill } from './rename-till.ts';

/** The tills of a store: how they are, enrolment, names, and switching one off. */
export function mountTills(api: Api): void {
  serve(api, listTillsEndpoint, async ({ tx, session, params, query }) => {
    requireStore(session, params.id);
    const found =
      await tx`select 1 from stores where business_id = ${session.businessId} and id = ${params.id} and not is_deleted`;
    if (found.length === 0) throw new Fault('not_found', 'There is no such store.');
    const { rows, total } = await listTills(tx, session.businessId, { storeId: params.id, query });
    return { data: rows, meta: { page: query.page, limit: query.limit, total } };
  });
  serve(api, tillStateEndpoint, async ({ tx, session, params }) => {
    const till = await readTill(tx, session, params.id);
    return { data: till, version: tillVersion(till) };
  });
  serve(api, enrolmentCodeEndpoint, async ({ tx, session, caller, params, body }, deps) => {
    requireStore(session, params.id);
    await requireTillRoom(tx, deps, session.businessId, body.replaces ?? null);
    const { code, expiresAtMs } = await makeEnrolmentCode(tx, {
      businessId: session.businessId,
      storeId: params.id,
      replacesTillId: body.replaces ?? null,
      createdBy: session.userId,
      nowMs: deps.nowMs(),
      randomBytes: deps.randomBytes,
    });
    await writeAudit(
      tx,
      deps,
      { session, caller },
      {
        action: 'till.code_made',
        entityType: 'store',
        entityId: params.id,
        newValues: { replaces: body.replaces ?? null },
      },
    );
    return {
      data: { code, expiresAt: new Date(expiresAtMs).toISOString() },
      message: 'Enter the code at the till within ten minutes.',
    };
  });
  serve(api, editTillEndpoint, async ({ tx, session, caller, params, body, checkVersion }, deps) => {
    const till = await renameTill(tx, deps, { session, caller }, { id: params.id, name: body.name, checkVersion });
    return { data: till, version: tillVersion(till), message: 'Saved.' };
  });
  serve(api, revokeTillEndpoint, async ({ tx, session, caller, params }, deps) => {
    const till = await readTill(tx, session, params.id);
    await writeAudit(tx, deps, { session, caller }, { action: 'till.revoked', entityType: 'till', entityId: till.id });
    await revokeTill(tx, await webWriteOf(tx, deps, session), till.id);
    return {
      data: await readTill(tx, session, till.id),
      message: 'The till is switched off; its waiting sales can still be approved.',
    };
  });
}
