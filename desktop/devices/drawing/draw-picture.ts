import type { CanvasKit } from 'canvaskit-wasm';
import { must } from '#shared/base/assert.ts';
import { type Raster, blacken, blankRaster } from './raster.ts';
import { greysOf } from './read-greys.ts';

/** How large a picture may get; a small one stays as it is. */
export type PictureRoom = { readonly widthDots: number; readonly heightDots: number };

const WHITE = 255;
const HALF = 128;

/** A picture on white paper, as large as its room allows and never larger than it is; null where the bytes are none. */
export function drawPicture(kit: CanvasKit, bytes: Uint8Array, room: PictureRoom): Raster | null {
  const image = kit.MakeImageFromEncoded(bytes);
  if (image === null) return null;
  const times = Math.min(1, room.widthDots / image.width(), room.heightDots / image.height());
  const width = Math.max(1, Math.floor(image.width() * times));
  const height = Math.max(1, Math.floor(image.height() * times));
  const surface = must(kit.MakeSurface(width, height), 'there is memory for a logo');
  try {
    const canvas = surface.getCanvas();
    canvas.clear(kit.WHITE);
    canvas.drawImageRectOptions(
      image,
      kit.XYWHRect(0, 0, image.width(), image.height()),
      kit.XYWHRect(0, 0, width, height),
      kit.FilterMode.Linear,
      kit.MipmapMode.Linear,
    );
    return dithered(greysOf(kit, surface, { width, height }), width);
  } finally {
    surface.delete();
    image.delete();
  }
}

/**
 * Greys as more or fewer black dots: what a dot is too light or too dark is made up for by its neighbours.
 *
 * Floyd and Steinberg, An Adaptive Algorithm for Spatial Greyscale, 1976
 */
function dithered(greys: Float32Array, widthDots: number): Raster {
  const raster = blankRaster(widthDots, greys.length / widthDots);
  const owe = (at: number, x: number, share: number): void => {
    if (x >= 0 && x < widthDots && at < greys.length) greys[at] = (greys[at] ?? 0) + share;
  };
  for (let at = 0; at < greys.length; at += 1) {
    const grey = greys[at] ?? WHITE;
    const x = at % widthDots;
    const isWhite = grey >= HALF;
    if (!isWhite) blacken(raster, x, Math.floor(at / widthDots));
    const off = (grey - (isWhite ? WHITE : 0)) / 16;
    owe(at + 1, x + 1, off * 7);
    owe(at + widthDots - 1, x - 1, off * 3);
    owe(at + widthDots, x, off * 5);
    owe(at + widthDots + 1, x + 1, off);
  }
  return raster;
}
