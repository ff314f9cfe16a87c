import type { Drawing } from '#devices/drawing/lazy-drawing.ts';

/** For tests in which no line is drawn. */
export const NO_DRAWING: Drawing = () => Promise.resolve(null);
