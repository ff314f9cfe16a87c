import type { Locator } from '@playwright/test';
import readQr from 'jsqr';
import sharp from 'sharp';

/** What a phone's camera reads off a code on the screen. */
export async function readCode(code: Locator): Promise<string> {
  const picture = sharp(await code.screenshot()).ensureAlpha();
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  const read = readQr(new Uint8ClampedArray(data), info.width, info.height);
  if (read === null) throw new Error('the code can’t be read');
  return read.data;
}
