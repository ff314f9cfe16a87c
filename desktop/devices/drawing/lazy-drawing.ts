import type { DrawLine } from './line-drawer.ts';

/** What draws text, opened when something has to be drawn; null where it can't be opened: a till prints all the same. */
export type Drawing = () => Promise<DrawLine | null>;

/** Opens once, and keeps what came of it: Skia takes half a second and sixty megabytes. */
export function lazyDrawing(open: () => Promise<DrawLine>, onFault: (error: unknown) => void): Drawing {
  let opened: Promise<DrawLine | null> | null = null;
  return () =>
    (opened ??= open().catch((error: unknown) => {
      onFault(error);
      return null;
    }));
}
