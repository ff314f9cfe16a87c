import type { CanvasKit, Surface } from 'canvaskit-wasm';
import { must } from '#shared/base/assert.ts';
import { type Raster, blacken, blankRaster } from './raster.ts';

export type Size = { readonly width: number; readonly height: number };

/** Below this a dot of a letter is black. */
const BLACK_BELOW = 150;

/** How light each dot of what was drawn is, row by row: 0 is black, 255 white. */
export function greysOf(kit: CanvasKit, surface: Surface, { width, height }: Size): Float32Array {
  const image = surface.makeImageSnapshot();
  const pixels = must(
    image.readPixels(0, 0, {
      width,
      height,
      colorType: kit.ColorType.RGBA_8888,
      alphaType: kit.AlphaType.Unpremul,
      colorSpace: kit.ColorSpace.SRGB,
    }),
    'what was drawn can be read',
  );
  image.delete();
  const greys = new Float32Array(width * height);
  // Rec. 709: how light red, green and blue seem.
  for (let at = 0; at < greys.length; at += 1)
    greys[at] =
      0.2126 * (pixels[at * 4] ?? 0) + 0.7152 * (pixels[at * 4 + 1] ?? 0) + 0.0722 * (pixels[at * 4 + 2] ?? 0);
  return greys;
}

/** Each dot black or white by itself, so that letters keep their edges. */
export function blackOf(greys: Float32Array, widthDots: number): Raster {
  const raster = blankRaster(widthDots, greys.length / widthDots);
  for (const [at, grey] of greys.entries())
    if (grey < BLACK_BELOW) blacken(raster, at % widthDots, Math.floor(at / widthDots));
  return raster;
}
