import { getImageEndpoint } from '#shared/api/image-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Api } from '../http/api.ts';
import { readRequest } from '../http/read-request.ts';
import { spendOn } from '../http/spend.ts';
import { pictureName } from './file-names.ts';

const FOR_EVER = 'public, max-age=31536000, immutable';

/** GET /images/:name: the pictures of products, to whoever knows the address. */
export function mountPictures(api: Api): void {
  api.add(getImageEndpoint, async (context) => {
    await spendOn(context, api.deps.budgets.pictures, context.get('address'));
    const { params } = await readRequest(context, getImageEndpoint);
    const [, picture = '', size = ''] = /^([0-9a-f]+)-([sml])\.webp$/.exec(params.name) ?? [];
    const etag = `"${picture}-${size}"`;
    context.header('cache-control', FOR_EVER);
    context.header('etag', etag);
    // A name's bytes never change, so that whoever has them needs no look into the store.
    if (context.req.header('if-none-match') === etag) return context.newResponse(null, 304);
    const bytes = await api.deps.files.get(pictureName(picture, size));
    if (bytes === null) throw new Fault('not_found', 'There is no such picture. It may have been replaced by another.');
    return context.newResponse(new Uint8Array(bytes), 200, { 'content-type': 'image/webp' });
  });
}
