import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { must } from '#shared/base/assert.ts';
import type { Endpoint } from '#shared/api/endpoint.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { Api } from '#server/platform/http/api.ts';
import { readAddress } from '#server/platform/http/read-request.ts';
import type { RequestContext } from '#server/platform/http/request-env.ts';
import { readUpload } from '#server/platform/http/serve-upload.ts';
import { serveTill } from '../door/serve-till.ts';
import type { SyncWorld } from '../door/sync-world.ts';
import { type TillToken, readTillToken } from '../door/till-token.ts';
import { sentFileEndpoint, supportBundleEndpoint } from '../sync-endpoints.ts';
import { takeExpensePhoto } from './take-expense-photo.ts';
import { takeSupportBundle } from './take-support-bundle.ts';

/** Mounts the doors by which tills send files beside their changes. */
export function mountSent(api: Api, world: () => SyncWorld): void {
  serveSent(api, world, sentFileEndpoint, ({ token, query, bytes }) =>
    takeExpensePhoto(api.deps, token, { ...query, bytes }),
  );
  serveSent(api, world, supportBundleEndpoint, ({ token, query, bytes }) =>
    takeSupportBundle(api.deps, world().key, token, { ...query, bytes }),
  );
}

type Sent<Query> = { readonly token: TillToken; readonly query: Query; readonly bytes: Uint8Array };

/** A file of a till whose bytes are those that it says: what a line spoilt is sent again. */
function serveSent<Q extends z.ZodObject, A extends z.ZodType>(
  api: Api,
  world: () => SyncWorld,
  endpoint: Endpoint<z.ZodObject, Q, z.ZodObject, A>,
  take: (sent: Sent<z.output<Q>>) => Promise<z.input<A>>,
): void {
  serveTill(api, endpoint, async (context) => {
    const token = await tokenOfSender(context, world());
    const { query } = readAddress(context, endpoint);
    const { bytes } = await readUpload(context, must(endpoint.upload, 'a sent file is an upload'));
    if (createHash('sha256').update(bytes).digest('hex') !== query['sha256'])
      throw new BadInput([{ field: 'sha256', message: 'The file is not the one that was announced. Send it again.' }]);
    return take({ token, query, bytes });
  });
}

async function tokenOfSender(context: RequestContext, world: SyncWorld): Promise<TillToken> {
  const token = await readTillToken(world.key, context.req.header('authorization'), world.nowMs());
  await world.spend(context, `till ${token.tillId}`);
  await world.spendFile(context, `till ${token.tillId}`);
  return token;
}
