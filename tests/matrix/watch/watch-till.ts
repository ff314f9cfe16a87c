import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import type { Sighting } from '../check/history.ts';
import { movesOf, saleSchema } from './sale-parts.ts';

const whole = z.number().int();
const saleRowSchema = z.object({
  id: z.string(),
  isOwn: whole,
  lineCount: whole,
  totalMinor: whole,
  document: z.string().nullable(),
  paid: z.string(),
});
const documentSchema = z.object({ sale: saleSchema });
const placeSchema = z.object({ epoch: z.string().nullable(), seq: whole });
const levelSchema = placeSchema.extend({ variantId: z.string(), milli: whole });
const moveSchema = z.object({ variantId: z.string(), counter: whole, seq: whole, milli: whole });
const countSchema = z.object({ count: whole });
const nameSchema = z.object({ id: z.string(), name: z.string() });

/** Looks into a till's file from outside, in one transaction, and remembers what was there the last time. */
export type TillWatch = (answered: number) => Sighting;

export function watchTill(name: string, folder: string): TillWatch {
  const seen = new Set<string>();
  return (answered) => {
    // Opened for each look: a till that was killed finds its file as it left it.
    const file = new Database(join(folder, 'till.db'), { readonly: true, fileMustExist: true });
    try {
      return file.transaction(() => lookInto(file, { name, seen, answered }))();
    } finally {
      file.close();
    }
  };
}

type Looking = { readonly name: string; readonly seen: Set<string>; readonly answered: number };

function lookInto(file: Database.Database, { name, seen, answered }: Looking): Sighting {
  const ids = file.prepare('select id from sales').pluck().all();
  const now = new Set(z.array(z.string()).parse(ids));
  const came = [...now].filter((id) => !seen.has(id));
  const went = [...seen].filter((id) => !now.has(id));
  for (const id of came) seen.add(id);
  for (const id of went) seen.delete(id);
  return {
    reader: name,
    heads: { [name]: countSchema.parse(file.prepare('select count(*) as count from change_log').get()).count },
    came,
    went,
    torn: came.flatMap((id) => tornParts(file, id)),
    shown: shownStock(file),
    customers: Object.fromEntries(
      z
        .array(nameSchema)
        .parse(file.prepare('select id, name from customers where is_deleted = 0').all())
        .map(({ id, name: called }) => [id, called]),
    ),
    answered,
  };
}

/** Lines, payments and, of an own sale, movements and the change: all there, and all the same. */
function tornParts(file: Database.Database, id: string): string[] {
  const row = saleRowSchema.parse(
    file
      .prepare(
        `select s.id, s.is_own as isOwn, s.line_count as lineCount, s.total_minor as totalMinor, d.document,
           (select coalesce(group_concat(text, ' '), '') from (select p.id || ':' || p.amount_minor as text from payments p where p.sale_id = s.id order by p.id)) as paid
         from sales s left join sale_documents d on d.sale_id = s.id where s.id = ?`,
      )
      .get(id),
  );
  if (row.document === null) return [`sale ${id} has no lines`];
  const { sale } = documentSchema.parse(JSON.parse(row.document));
  const paid = sale.payments.map((payment) => `${payment.id}:${payment.amountMinor}`).toSorted();
  const torn: string[] = [];
  if (sale.lines.length !== row.lineCount || sale.totalMinor !== row.totalMinor)
    torn.push(`sale ${id} is of ${row.lineCount} lines and ${row.totalMinor}, its lines say otherwise`);
  if (sale.lines.reduce((sum, line) => sum + line.totalMinor, 0) !== sale.totalMinor)
    torn.push(`sale ${id} lacks lines`);
  if (paid.join(' ') !== row.paid) torn.push(`sale ${id} was paid by ${paid.join(' ')}, its payments are ${row.paid}`);
  return row.isOwn === 1 ? [...torn, ...tornOwnParts(file, id, movesOf(sale))] : torn;
}

function tornOwnParts(file: Database.Database, id: string, moves: Readonly<Record<string, number>>): string[] {
  const changes = z
    .array(z.object({ id: z.string() }))
    .parse(
      file
        .prepare("select id from change_log where entity_id = ? and type in ('sale.completed', 'sale.refunded')")
        .all(id),
    );
  if (changes.length !== 1) return [`own sale ${id} stands ${changes.length} times in the log`];
  const moved = z
    .array(z.object({ variantId: z.string(), milli: whole }))
    .parse(
      file
        .prepare(
          'select variant_id as variantId, sum(quantity_milli) as milli from stock_movements where change_id = ? group by variant_id',
        )
        .all(changes[0]?.id),
    );
  const same =
    moved.length === Object.keys(moves).length && moved.every(({ variantId, milli }) => moves[variantId] === milli);
  return same ? [] : [`own sale ${id} moved ${JSON.stringify(moved)}, its lines say ${JSON.stringify(moves)}`];
}

const counterOf = (epoch: string | null): number => (epoch === null ? 0 : Number(epoch.split('-')[0]));

/** The office's level, and the own movements that neither its row nor the last whole reading of the levels contains. */
function shownStock(file: Database.Database): Record<string, number> {
  const whole = placeSchema
    .optional()
    .parse(
      file
        .prepare(
          "select complete_through_epoch as epoch, complete_through_seq as seq from class_marks where class = 'levels'",
        )
        .get(),
    );
  const levels = z
    .array(levelSchema)
    .parse(
      file
        .prepare(
          'select variant_id as variantId, quantity_milli as milli, included_epoch as epoch, included_seq as seq from levels',
        )
        .all(),
    );
  const contained = new Map(levels.map((level) => [level.variantId, level]));
  const shown: Record<string, number> = Object.fromEntries(levels.map(({ variantId, milli }) => [variantId, milli]));
  const moves = z
    .array(moveSchema)
    .parse(
      file
        .prepare(
          'select variant_id as variantId, epoch_counter as counter, seq, quantity_milli as milli from stock_movements',
        )
        .all(),
    );
  for (const { variantId, counter, seq, milli } of moves) {
    const isIn = [whole, contained.get(variantId)].some(
      (place) =>
        place !== undefined &&
        (counter < counterOf(place.epoch) || (counter === counterOf(place.epoch) && seq <= place.seq)),
    );
    if (!isIn) shown[variantId] = (shown[variantId] ?? 0) + milli;
  }
  return shown;
}
