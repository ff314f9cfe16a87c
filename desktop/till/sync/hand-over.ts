import { must } from '#shared/base/assert.ts';
import type { EnrolAnswer } from '#shared/sync/enrol.ts';
import type { Writer } from '../store/till-tables.ts';
import { beginResync } from './resync.ts';

/** Where a till that asked to join remembers whom it asked. */
export const JOIN_KEY = 'joining';

/**
 * Makes a till that was alone a till of an office, in the caller's one transaction. Nothing is renumbered: its whole log waits
 * under its own epoch 0, which the office's certificate now names, and goes out from there.
 *
 * It sells on from the rows that it has. The office's own take their place as they come; rights and settings that the office
 * does not know go with the end of their class.
 */
export function handOver(writer: Writer, answer: EnrolAnswer, officeUrl: string): void {
  const { grant, aliases, serverTime: _serverTime, ...identity } = answer;
  const current = must(writer.meta.epoch(), 'a till that is alone has an epoch');
  for (const { oldId, newId } of aliases) writer.aliases.put(oldId, newId);
  if (aliases.length > 0) {
    writer.aliases.rewriteRows();
    writer.search.index({ variantIds: aliases.flatMap(({ oldId, newId }) => [oldId, newId]), productIds: [] });
  }
  writer.aliases.yieldToOffice();
  writer.meta.setIdentity({ ...identity, officeUrl });
  if (current.epoch === grant.epoch) writer.meta.setEpoch({ ...current, certificate: grant.certificate });
  writer.meta.remove(JOIN_KEY);
  beginResync(writer);
  writer.shop.forget();
  writer.people.forget();
}
