import type { TillCore } from './call-context.ts';

/** A cart without a line is no sale yet. */
export function hasOpenSale(core: Pick<TillCore, 'drafts'>): boolean {
  return core.drafts.read((reader) => (reader.drafts.open()?.cart.lines.length ?? 0) > 0);
}
