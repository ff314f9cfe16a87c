import type { Id } from '#shared/base/ids.ts';

const RANDOM_BYTES = 16;
const NAME = /^[a-z0-9-]+(\/[a-z0-9-]+)*\.[a-z]+$/;
const FAN_LETTERS = 2;

/** A name that nobody guesses: 128 random bits as 32 hexadecimal digits. */
export function randomName(randomBytes: (count: number) => Uint8Array): string {
  return Buffer.from(randomBytes(RANDOM_BYTES)).toString('hex');
}

/** Where one size of a picture lies; `size` is s, m or l. Folders by the first letters keep each of them small. */
export function pictureName(picture: string, size: string): string {
  return `images/${picture.slice(0, FAN_LETTERS)}/${picture}-${size}.webp`;
}

/** Where a paper of one business lies. Its folder is the business, so that no other can reach it by a name. */
export function paperName(businessId: Id, name: string): string {
  return `papers/${businessId}/${name}`;
}

/** Where a support bundle of a till of one business lies. */
export function bundleName(businessId: Id, name: string): string {
  return `bundles/${businessId}/${name}.gz`;
}

/** Whether a name may be used in a store: made of small letters and digits, and leading nowhere else. */
export function isFileName(name: string): boolean {
  return NAME.test(name);
}
