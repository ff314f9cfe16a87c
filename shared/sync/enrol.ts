import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { epochSchema, hashSchema } from '#shared/changes/hash-chain.ts';
import { epochGrantSchema } from './hello.ts';

/** Raw Ed25519 public key, 32 bytes in base64url. */
export const publicKeySchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'A public key is 32 bytes in base64url.');

/** Eight letters and digits in two groups, without those that look alike: `7F3K-22QD`. */
export const enrolmentCodeSchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[2-9A-HJ-NP-Z]{4}-?[2-9A-HJ-NP-Z]{4}$/, 'A code looks like 7F3K-22QD.');

/** A place in a till's chain: where both sides have the same hash there, they have the same of everything before it in the epoch. */
export const chainPlaceSchema = z.object({ epoch: epochSchema, seq: z.number().int().min(1), hash: hashSchema });
export type ChainPlace = z.infer<typeof chainPlaceSchema>;

/** So many fit into a request of 16 kB, which is what an office reads of a machine that it doesn't know. */
export const BEFORE_PLACES_MAX = 100;
export const HELD_PLACES_MAX = 4000;

export const enrolRequestSchema = z.object({
  code: enrolmentCodeSchema,
  publicKey: publicKeySchema,
  app: z.string().max(40),
  protocol: z.number().int().min(1),
  /** Which till the machine was until now, and some places of its chains, newest epoch first: what was acknowledged may be lost since. */
  before: z.object({ tillId: idSchema, places: z.array(chainPlaceSchema).max(BEFORE_PLACES_MAX) }).optional(),
});
export type EnrolRequest = z.infer<typeof enrolRequestSchema>;

/** What an id of a till that was alone became where it joined. */
export const aliasSchema = z.object({ oldId: idSchema, newId: idSchema });

/** The same code with the same key gets the same answer. */
export const enrolAnswerSchema = z.object({
  businessId: idSchema,
  businessName: z.string(),
  storeId: idSchema,
  storeCode: z.string(),
  storeName: z.string(),
  tillId: idSchema,
  tillCode: z.string(),
  tillName: z.string(),
  timeZone: z.string(),
  currency: z.string(),
  grant: epochGrantSchema,
  /** Of a till that was alone once: how its oldest changes are read. */
  aliases: z.array(aliasSchema).max(100_000).default([]),
  /**
   * For a machine that was another till of the business: the office's own places, in each epoch from the highest one that
   * both have. An epoch that is not there is proven by nothing.
   */
  held: z.array(chainPlaceSchema).max(HELD_PLACES_MAX).optional(),
  serverTime: z.number().int().nonnegative(),
});
export type EnrolAnswer = z.infer<typeof enrolAnswerSchema>;

/** A compact JWS by the till's key: iss = till id, aud = TOKEN_AUDIENCE, exp within a minute, jti once. */
export const tokenRequestSchema = z.object({ assertion: z.string().min(20).max(2000) });
export const TOKEN_AUDIENCE = 'stockavoo/sync';

export const tokenAnswerSchema = z.object({
  accessToken: z.string(),
  /** UTC milliseconds by the server's clock. */
  expiresAtMs: z.number().int(),
  /** A revoked till may only leave its waiting changes for approval. */
  scope: z.enum(['till', 'push_quarantine']),
});
export type TokenAnswer = z.infer<typeof tokenAnswerSchema>;
