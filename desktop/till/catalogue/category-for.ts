import type { Id } from '#shared/base/ids.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { actorOf } from '../staff/allow.ts';
import { appendChange } from '../store/append-change.ts';
import type { CallContext } from '../store/call-context.ts';
import type { Answer } from '../store/handler.ts';
import type { Writer } from '../store/till-tables.ts';

const COLORS = 7;

type Named = { readonly categoryId: Id | null; readonly newCategory?: string | undefined };

/** The category that was named: the one that is there, or one that is made now, in the next colour of the row. */
export function categoryFor(context: CallContext, writer: Writer, named: Named): Answer<Id | null> {
  const { core } = context;
  const name = named.newCategory;
  if (name === undefined) {
    const isThere = named.categoryId === null || writer.records.get('category', named.categoryId)?.isDeleted === false;
    return isThere ? accept(named.categoryId) : refuse('category_unknown');
  }
  const known = writer.shelf.categories();
  const same = known.find((category) => category.name.toLocaleLowerCase() === name.toLocaleLowerCase());
  if (same !== undefined) return accept(same.id);
  const id = core.newId();
  const fields = { name, parentId: null, color: (known.length % COLORS) + 1, position: known.length };
  appendChange(writer, core.changes, {
    type: 'record.changed',
    entityId: id,
    actorId: actorOf(context).id,
    payload: { records: [{ kind: 'category', id, op: 'put', fields }] },
  });
  return accept(id);
}
