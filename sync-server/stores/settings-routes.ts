import { editSettingsEndpoint, getSettingsEndpoint } from '#shared/api/settings-endpoints.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { mountLogo } from './business-logo.ts';
import { editSettings } from './edit-settings.ts';
import { readSettings } from './read-settings.ts';
import { readStore } from './read-store.ts';

/** /settings: the profile of the business, and how its tills behave. */
export function mountSettings(api: Api): void {
  serve(api, getSettingsEndpoint, async ({ tx, session, query }) => {
    const storeId = query.storeId ?? null;
    if (storeId !== null) await readStore(tx, session, storeId);
    return { data: await readSettings(tx, session.businessId, storeId) };
  });
  serve(api, editSettingsEndpoint, async ({ tx, session, caller, query, body, checkVersion }, deps) => ({
    data: await editSettings(tx, deps, { session, caller }, { storeId: query.storeId ?? null, body, checkVersion }),
    message: 'Saved; tills have it with their next contact.',
  }));
  mountLogo(api);
}
