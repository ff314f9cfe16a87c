import { IMAGES_PATH, pictureOfAddress } from '#shared/api/image-endpoints.ts';
import type { ServerDeps } from '../server-deps.ts';
import { pictureName, randomName } from './file-names.ts';
import type { Kept } from './keep-during.ts';
import { PICTURE_SIZES, type PictureSize, reencodePicture } from './reencode-picture.ts';

const SIZES = Object.keys(PICTURE_SIZES).filter((size): size is PictureSize => size in PICTURE_SIZES);

/**
 * Keeps a picture for everybody in three sizes. What goes into the record is the address of the middle one.
 *
 * @throws {BadInput} where the bytes are no picture, {Fault} `unavailable` where the store can't take it
 */
export async function keepPicture(deps: Pick<ServerDeps, 'files' | 'randomBytes'>, bytes: Uint8Array): Promise<Kept> {
  const made = await reencodePicture(bytes, SIZES);
  const picture = randomName(deps.randomBytes);
  await Promise.all([...made].map(([size, webp]) => deps.files.put(pictureName(picture, size), webp)));
  return { reference: `/api/v1${IMAGES_PATH}/${picture}-m.webp`, names: namesOf(picture) };
}

/** The files behind an address that a record held; none for an address that is not of this server. */
export function namesOfPicture(address: string | null): readonly string[] {
  const picture = address === null ? null : pictureOfAddress(address);
  return picture === null ? [] : namesOf(picture);
}

function namesOf(picture: string): readonly string[] {
  return SIZES.map((size) => pictureName(picture, size));
}
