import { z } from 'zod';
import { hlcSchema } from '#shared/base/hlc.ts';
import { idSchema } from '#shared/base/ids.ts';
import { epochSchema, hashSchema } from '#shared/changes/hash-chain.ts';

/** A hash of the chain, or '' before the first change of an epoch. */
export const headHashSchema = z.union([hashSchema, z.literal('')]);

/** How far an epoch goes on the till, and how far the server acknowledged it. */
export const tillHeadSchema = z.object({
  epoch: epochSchema,
  lastSeq: z.number().int().min(0),
  lastHash: headHashSchema,
  ackedSeq: z.number().int().min(0),
  ackedHash: headHashSchema,
});
export type TillHead = z.infer<typeof tillHeadSchema>;

/** How far an epoch goes on the server; `hashAtYours` is the server's hash at the till's lastSeq where it has one. */
export const serverHeadSchema = z.object({
  epoch: epochSchema,
  lastSeq: z.number().int().min(0),
  lastHash: headHashSchema,
  hashAtYours: headHashSchema.optional(),
});
export type ServerHead = z.infer<typeof serverHeadSchema>;

/** A new epoch: its receipt series comes after every series that the server has seen. */
export const epochGrantSchema = z.object({
  epoch: epochSchema,
  series: z.string().regex(/^[A-Z]{1,4}$/),
  /** A compact JWS signed by the server's key: business, store, till, public key, epoch, last agreed hash before. */
  certificate: z.string().min(1).max(4000),
  /** The last agreed hash of the epoch before: what the new chain starts from. */
  previousHash: headHashSchema,
});
export type EpochGrant = z.infer<typeof epochGrantSchema>;

export const helloRequestSchema = z.object({
  till: idSchema,
  epoch: epochSchema,
  series: z.string().regex(/^[A-Z]{1,4}$/),
  certificate: z.string().max(4000),
  heads: z.array(tillHeadSchema).min(1).max(200),
  /** The highest session that this process was given; 0 for none. Kept in memory only. */
  highestSession: z.number().int().min(0),
  cursor: z.string().max(4000).nullable(),
  protocol: z.number().int().min(1),
  schema: z.number().int().min(1),
  app: z.string().max(40),
  wallClock: z.number().int().nonnegative(),
  hlc: hlcSchema,
  bootId: idSchema,
  /** Set when the till itself found that it needs one. */
  newEpoch: z.boolean().optional(),
  /** What it found, where it sets `newEpoch`: a gap also opens a case. */
  newEpochFor: z.enum(['restored', 'gap_case']).optional(),
  /** How many changes wait here; the owner sees it. */
  waiting: z.number().int().min(0),
});
export type HelloRequest = z.infer<typeof helloRequestSchema>;

/** What both sides make of the heads; see classify.ts. */
export const verdictSchema = z.enum([
  'normal',
  'taken_over',
  'server_went_back',
  'older_went_back',
  'restored',
  'fork',
  'gap_case',
  'enrol',
  'malformed',
  'clone',
]);
export type Verdict = z.infer<typeof verdictSchema>;

export const helloAnswerSchema = z.object({
  verdict: verdictSchema,
  heads: z.array(serverHeadSchema).max(200),
  session: z.number().int().min(1),
  serverTime: z.number().int().nonnegative(),
  grant: epochGrantSchema.optional(),
  /** The highest receipt counters that the server has seen, by series. */
  receiptCounters: z.array(z.object({ series: z.string().max(4), counter: z.number().int().min(0) })).max(100),
});
export type HelloAnswer = z.infer<typeof helloAnswerSchema>;
