import { PHOTO_BYTES_MAX } from '#shared/till-calls/expense-calls.ts';

/** A receipt is readable at the first; what is still too large gets smaller, step by step. */
const TRIES = [
  { sidePx: 1600, quality: 0.8 },
  { sidePx: 1400, quality: 0.65 },
  { sidePx: 1000, quality: 0.5 },
] as const;

/** A photo as small as the till takes it, as JPEG in base64; null for a file that is no picture. */
export async function shrinkPhoto(file: Blob): Promise<string | null> {
  const image = await createImageBitmap(file).catch(() => null);
  if (image === null) return null;
  try {
    return await smallEnough(image);
  } finally {
    // A camera's picture is fifty megabytes while it is open.
    image.close();
  }
}

async function smallEnough(image: ImageBitmap): Promise<string | null> {
  for (const { sidePx, quality } of TRIES) {
    const times = Math.min(1, sidePx / Math.max(image.width, image.height));
    const canvas = new OffscreenCanvas(Math.ceil(image.width * times), Math.ceil(image.height * times));
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality });
    if (jpeg.size <= PHOTO_BYTES_MAX) return base64Of(jpeg);
  }
  return null;
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  // In pieces: a call takes no more arguments than a stack holds.
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
