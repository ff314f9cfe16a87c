import { z } from 'zod';
import { MESSAGES, MESSAGE_FAULTS } from '../world/faults.ts';

const atMs = z.number().int().min(0);
/** A copied machine has the number of the first and this. */
export const CLONE_NUMBER = 100;

const till = z.union([
  z.number().int().min(0).max(7),
  z
    .number()
    .int()
    .min(CLONE_NUMBER)
    .max(CLONE_NUMBER + 7),
]);
const goods = z.number().int().min(0).max(4);
const quantity = z.number().int();

/** What happens in a world at a time of its own. Everything is drawn up front: to take a step out leaves the others as they are. */
export const stepSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('sell'),
    atMs,
    till,
    lines: z.array(z.object({ goods, quantity })).min(1),
    tender: z.enum(['cash', 'card', 'transfer', 'split']),
    discountPpm: z.number().int().min(0),
    customer: z.number().int().nullable(),
  }),
  z.object({ kind: z.literal('scan'), atMs, till, goods }),
  z.object({ kind: z.literal('clear'), atMs, till }),
  /** `sale` chooses among the sales of the store so far. */
  z.object({ kind: z.literal('refund'), atMs, till, sale: z.number().int().min(0), isWhole: z.boolean() }),
  z.object({ kind: z.literal('count'), atMs, till, goods, quantity }),
  z.object({ kind: z.literal('adjust'), atMs, till, goods, quantity }),
  z.object({ kind: z.literal('receive'), atMs, till, goods, quantity, costE4: z.number().int() }),
  z.object({
    kind: z.literal('customer'),
    atMs,
    till,
    customer: z.number().int().nullable(),
    name: z.string(),
    phone: z.string(),
  }),
  z.object({ kind: z.literal('shift_open'), atMs, till, floatMinor: z.number().int() }),
  z.object({ kind: z.literal('shift_close'), atMs, till, countedMinor: z.number().int() }),
  z.object({ kind: z.literal('cash'), atMs, till, way: z.enum(['in', 'out', 'drop']), amountMinor: z.number().int() }),
  z.object({ kind: z.literal('web_price'), atMs, business: z.number().int(), goods, priceMinor: z.number().int() }),
  z.object({ kind: z.literal('web_name'), atMs, business: z.number().int(), goods, name: z.string() }),
  /** In the owner's web app; `customer` chooses among those of the business. */
  z.object({
    kind: z.literal('web_customer'),
    atMs,
    business: z.number().int(),
    customer: z.number().int(),
    name: z.string(),
  }),
  /** In the owner's web app; `sale` chooses among all that was sold or given back so far. */
  z.object({ kind: z.literal('web_void'), atMs, sale: z.number().int().min(0) }),
  /** The owner lets in what waits in quarantine so far. */
  z.object({ kind: z.literal('approve'), atMs, business: z.number().int() }),
  /** The next message of this kind at this till. */
  z.object({
    kind: z.literal('message_fault'),
    atMs,
    till,
    message: z.enum(MESSAGES),
    fault: z.enum(MESSAGE_FAULTS),
    number: z.number().int().min(0),
  }),
  z.object({
    kind: z.literal('partition'),
    atMs,
    till,
    way: z.enum(['up', 'down', 'both', 'cable']),
    forMs: z.number().int(),
  }),
  z.object({ kind: z.literal('till_kill'), atMs, till, downMs: z.number().int() }),
  z.object({ kind: z.literal('till_backup'), atMs, till }),
  z.object({ kind: z.literal('till_restore'), atMs, till, withHeadFile: z.boolean(), downMs: z.number().int() }),
  z.object({ kind: z.literal('clock'), atMs, till, jumpMs: z.number().int() }),
  z.object({ kind: z.literal('disk_full'), atMs, till, forMs: z.number().int() }),
  z.object({ kind: z.literal('clone'), atMs, till }),
  z.object({ kind: z.literal('revoke'), atMs, till }),
  z.object({ kind: z.literal('office_kill'), atMs, downMs: z.number().int() }),
  /** The server comes back as a newer version, which speaks one protocol more. */
  z.object({ kind: z.literal('deploy'), atMs, downMs: z.number().int() }),
  /** The till comes back as a newer version, perhaps before the office does. */
  z.object({ kind: z.literal('till_update'), atMs, till, downMs: z.number().int() }),
  z.object({ kind: z.literal('office_backup'), atMs }),
  z.object({ kind: z.literal('office_restore'), atMs, downMs: z.number().int() }),
]);
export type Step = z.infer<typeof stepSchema>;
export type StepOf<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>;

/** A whole run: which tills there are, what happens, and when the network heals. */
export const planSchema = z.object({
  seed: z.string(),
  tills: z.array(till).min(1),
  /** How long after the template's morning the run begins: shifts go over midnight in some. */
  afterMs: z.number().int().min(0),
  safetyMs: z.number().int(),
  steps: z.array(stepSchema),
});
export type Plan = z.infer<typeof planSchema>;
