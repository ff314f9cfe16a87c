import type { z } from 'zod';
import type { tillStateSchema } from '#shared/api/store-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { type Editor, editRecords } from '#server/sync/web-edits/edit-records.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { readTill, tillVersion } from './read-tills.ts';

/** Gives a till another name. @throws {Fault} `stale_version`, `not_found` */
export async function renameTill(
  tx: Tx,
  deps: ServerDeps,
  by: Editor & { readonly session: Session },
  asked: { readonly id: Id; readonly name: string; readonly checkVersion: (current: unknown) => void },
): Promise<z.infer<typeof tillStateSchema>> {
  await lockNames(tx, by.session.businessId);
  const till = await readTill(tx, by.session, asked.id);
  asked.checkVersion(tillVersion(till));
  if (till.name === asked.name) return till;
  await editRecords(tx, deps, by, {
    records: [{ kind: 'till', id: till.id, op: 'put', fields: { name: asked.name } }],
    audited: {
      action: 'till.edited',
      entityType: 'till',
      entityId: till.id,
      oldValues: { name: till.name },
      newValues: { name: asked.name },
    },
  });
  return readTill(tx, by.session, till.id);
}
