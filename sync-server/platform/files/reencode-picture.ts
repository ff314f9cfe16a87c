import type { Sharp, SharpOptions } from 'sharp';
import { BadInput } from '../http/bad-input.ts';
import { createLanes } from './lanes.ts';

/** The longest side of each size, in pixels; smaller pictures are not enlarged. */
export const PICTURE_SIZES = { l: 1200, m: 480, s: 160 } as const;
export type PictureSize = keyof typeof PICTURE_SIZES;

/** As large as a phone's camera makes them; decoded it takes four bytes a pixel. */
const PIXELS_MAX = 50_000_000;
const SECONDS_MAX = 20;
const QUALITY = 82;
const FORMATS = new Set(['jpeg', 'png', 'webp', 'gif', 'heif']);
const READERS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((name) => `VipsForeignLoad${name}`);
const READ: SharpOptions = { limitInputPixels: PIXELS_MAX, failOn: 'error', autoOrient: true, pages: 1 };

/** Two at once: each holds a whole picture in memory. */
const lanes = createLanes(2);
let loaded: ReturnType<typeof loadSharp> | null = null;

/**
 * Makes a picture anew from its pixels in each of these sizes, as WebP: whatever else lay in the file is gone, such as where
 * it was taken.
 *
 * @throws {BadInput} where the bytes are no picture, whatever they were called
 */
export function reencodePicture<Size extends PictureSize>(
  bytes: Uint8Array,
  sizes: readonly Size[],
): Promise<Map<Size, Uint8Array>> {
  return lanes(async () => {
    const sharp = await (loaded ??= loadSharp());
    const whole = await readWhole(sharp(bytes, READ));
    const made = new Map<Size, Uint8Array>();
    for (const size of sizes) {
      const side = PICTURE_SIZES[size];
      const small = sharp(whole.data, { raw: whole.info }).resize(side, side, {
        fit: 'inside',
        withoutEnlargement: true,
      });
      made.set(size, await small.webp({ quality: QUALITY }).toBuffer());
    }
    return made;
  });
}

async function readWhole(
  picture: Sharp,
): Promise<{ data: Buffer; info: { width: number; height: number; channels: 1 | 2 | 3 | 4 } }> {
  try {
    const { format } = await picture.metadata();
    if (!FORMATS.has(format)) throw noPicture();
    const { l } = PICTURE_SIZES;
    const { data, info } = await picture
      .resize(l, l, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .timeout({ seconds: SECONDS_MAX })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    return { data, info: { width, height, channels } };
  } catch (cause) {
    throw cause instanceof BadInput ? cause : noPicture();
  }
}

/** Only readers of the formats that we take are switched on: libvips knows many more, and each is a way in. */
async function loadSharp() {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: READERS });
  return sharp;
}

function noPicture(): BadInput {
  return new BadInput([
    {
      field: 'file',
      message: `This is no picture that can be read. Send a JPEG, PNG, WebP, GIF or AVIF of at most ${PIXELS_MAX / 1_000_000} megapixels.`,
    },
  ]);
}
