import type { SettingsAnswer } from '#shared/api/settings-endpoints.ts';
import { removeLogoEndpoint, setLogoEndpoint } from '#shared/api/settings-endpoints.ts';
import { dropFiles, keepDuring } from '#server/platform/files/keep-during.ts';
import { keepPicture, namesOfPicture } from '#server/platform/files/keep-picture.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serveUpload } from '#server/platform/http/serve-upload.ts';
import { serve } from '#server/platform/http/serve.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import { afterCommit } from '#server/store/after-commit.ts';
import type { Tx } from '#server/store/pool.ts';
import { type Editor, editRecords } from '#server/sync/web-edits/edit-records.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { requirePlace } from './edit-settings.ts';
import { readSettings } from './read-settings.ts';

/** /settings/logo: the picture at the top of receipts and invoices. */
export function mountLogo(api: Api): void {
  serveUpload(api, setLogoEndpoint, async ({ upload, session, caller, answer }, deps) => {
    const kept = await keepPicture(deps, upload.bytes);
    return keepDuring(deps, kept, (take) =>
      answer(async (tx) => ({
        data: await setLogo(tx, deps, { session, caller }, take()),
        message: 'The logo was saved.',
      })),
    );
  });
  serve(api, removeLogoEndpoint, async ({ tx, session, caller }, deps) => ({
    data: await setLogo(tx, deps, { session, caller }, null),
    message: 'The logo was taken off.',
  }));
}

async function setLogo(
  tx: Tx,
  deps: ServerDeps,
  by: Editor & { readonly session: Session },
  logoUrl: string | null,
): Promise<SettingsAnswer> {
  const { businessId } = by.session;
  await lockNames(tx, businessId);
  await requirePlace(tx, by.session, null);
  const current = await readSettings(tx, businessId, null);
  const before = current.business.logoUrl;
  if (before === logoUrl) return current;
  await editRecords(tx, deps, by, {
    records: [{ kind: 'business', id: businessId, op: 'put', fields: { logoUrl } }],
    audited: {
      action: 'settings.logo_set',
      entityType: 'business',
      entityId: businessId,
      oldValues: { logoUrl: before },
      newValues: { logoUrl },
    },
  });
  const old = namesOfPicture(before);
  afterCommit(() => deps.later(() => dropFiles(deps, old)));
  return readSettings(tx, businessId, null);
}
