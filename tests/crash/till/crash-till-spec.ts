import { z } from 'zod';

/** What a till of these tests is started with, as one JSON argument. */
export const crashTillSpecSchema = z.object({
  folder: z.string(),
  seed: z.boolean(),
  migrationsDir: z.string().nullable(),
  /** Whose office a new till belongs to; it is asked only by one that is online. */
  officeUrl: z.string().nullable(),
  isOnline: z.boolean(),
  /** Sells on its own until it is killed, or waits for orders on its standard input. */
  mode: z.enum(['selling', 'orders']),
  /** The driver is told to keep a weaker promise than the till asks for, and to hide it: what a test of the tests needs. */
  weakens: z.enum(['nothing', 'synchronous']),
  ballastBytes: z.number().int().min(0),
});
export type CrashTillSpec = z.infer<typeof crashTillSpecSchema>;

/** A till that is seeded, offline and waits for orders, but for what is said otherwise. */
export function crashTillSpec(folder: string, given: Partial<CrashTillSpec> = {}): CrashTillSpec {
  return {
    folder,
    seed: false,
    migrationsDir: null,
    officeUrl: null,
    isOnline: false,
    mode: 'orders',
    weakens: 'nothing',
    ballastBytes: 64 * 1024,
    ...given,
  };
}

/** What it may be told to do, one a line. */
export const ORDERS = ['sell', 'again', 'checkpoint', 'backup', 'end'] as const;
export type Order = (typeof ORDERS)[number];

/** The phases that it announces: entering before the first byte is written, leaving after the last. */
export const PHASES = ['sale', 'checkpoint', 'backup', 'migration', 'pull'] as const;
export type Phase = (typeof PHASES)[number];

export const phaseSchema = z.enum(PHASES);

/** What a till says, one JSON text a line, written to its pipe before it goes on. */
export const saidSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('enter'), phase: phaseSchema }),
  z.object({ kind: z.literal('leave'), phase: phaseSchema }),
  z.object({ kind: z.literal('sold'), saleId: z.string(), receiptNumber: z.string() }),
  z.object({ kind: z.literal('failed'), saleId: z.string(), code: z.string(), sentence: z.string() }),
  z.object({ kind: z.literal('logged'), event: z.string(), message: z.string() }),
  z.object({ kind: z.literal('done'), order: z.enum(ORDERS) }),
]);
export type Said = z.infer<typeof saidSchema>;
export type Answered = Pick<Extract<Said, { kind: 'sold' }>, 'saleId' | 'receiptNumber'>;

/** The whole lines of what a till wrote; the last one may have been cut off by its end. */
export function saidIn(text: string): Said[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => saidSchema.parse(JSON.parse(line)));
}

export function answeredIn(said: readonly Said[]): Answered[] {
  return said.flatMap((one) => (one.kind === 'sold' ? [one] : []));
}
