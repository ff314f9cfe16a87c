import type { z } from 'zod';
import { type ApiClientOptions, type ApiInput, type ApiRefusal, refusalOf, sendTo } from './api-client.ts';
import type { Endpoint } from './endpoint.ts';

/** A file as the server gave it, under the name that it would be saved by. */
export type ApiFile = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
  readonly fileName: string | null;
};
export type DownloadReply = { readonly ok: true; readonly file: ApiFile } | ApiRefusal;

/**
 * A typed client of what /api/v1 gives as files: exports, pictures, invoices. An answer of another type than the endpoint
 * names is `unreadable`, so that an error page is never saved as somebody's accounts.
 */
export function createApiDownload(options: ApiClientOptions) {
  return async function download<Params extends z.ZodObject, Query extends z.ZodObject>(
    endpoint: Endpoint<Params, Query>,
    input: Pick<ApiInput<z.input<Params>, z.input<Query>, never>, 'params' | 'query'> = {},
  ): Promise<DownloadReply> {
    const response = await sendTo(options, endpoint, input);
    const [mediaType = ''] = (response.headers.get('content-type') ?? '').split(';');
    if (response.status === 200 && [...(endpoint.download ?? []), ...(endpoint.alsoAs ?? [])].includes(mediaType)) {
      const bytes = new Uint8Array(await response.arrayBuffer());
      return {
        ok: true,
        file: { bytes, mediaType, fileName: fileNameOf(response.headers.get('content-disposition')) },
      };
    }
    const text = await response.text();
    return refusalOf(response.status, mediaType === 'application/json' ? JSON.parse(text) : text);
  };
}

/** RFC 6266: the name in all letters where there is one. */
function fileNameOf(disposition: string | null): string | null {
  const [, encoded] = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '') ?? [];
  if (encoded !== undefined) return decodeURIComponent(encoded);
  return /filename="([^"]+)"/i.exec(disposition ?? '')?.[1] ?? null;
}
