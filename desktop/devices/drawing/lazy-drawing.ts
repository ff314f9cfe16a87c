import type { Pen } from './pen.ts';

/** What draws text, opened when something has to be drawn; null where it can't be opened: a till prints all the same. */
export type Drawing = () => Promise<Pen | null>;

/** Opens once, and keeps what came of it: Skia takes half a second and sixty megabytes. */
export function lazyDrawing(open: () => Promise<Pen>, onFault: (error: unknown) => void): Drawing {
  let opened: Promise<Pen | null> | null = null;
  return () =>
    (opened ??= open().catch((error: unknown) => {
      onFault(error);
      return null;
    }));
}
