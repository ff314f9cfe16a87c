import type { TillCore } from './call-context.ts';

/** Puts the business's ids into open and parked carts; done again, as after a kill on the way, it changes nothing. */
export function mapDrafts(core: Pick<TillCore, 'store' | 'drafts'>): void {
  const aliases = core.store.read((reader) => reader.aliases.all());
  if (aliases.size > 0) core.drafts.write((writer) => writer.drafts.mapCarts(aliases));
}
