import { z } from 'zod';
import { NOTHING, defineEndpoint } from './endpoint.ts';

export const IMAGES_PATH = '/images';
/** What a picture may be sent as; the server looks at the bytes, whatever they are called. */
export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'] as const;
export const PICTURE_BYTES_MAX = 10 * 1024 * 1024;

export const getImageEndpoint = defineEndpoint({
  area: 'images',
  method: 'get',
  path: `${IMAGES_PATH}/:name`,
  permission: 'public',
  doc: 'A picture by its address, which nobody guesses and whose picture never changes. `-s`, `-m` and `-l` are its sizes: no side over 160, 480 and 1200 pixels.',
  params: z.object({ name: z.string().regex(/^[0-9a-f]{32}-[sml]\.webp$/) }),
  query: NOTHING,
  body: NOTHING,
  answer: NOTHING,
  download: ['image/webp'],
});

/** The random name within the address of a picture of this server, or null for another address. */
export function pictureOfAddress(address: string): string | null {
  return /^\/api\/v1\/images\/([0-9a-f]{32})-[sml]\.webp$/.exec(address)?.[1] ?? null;
}
