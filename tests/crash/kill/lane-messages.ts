import { z } from 'zod';
import { HITS } from './kill-target.ts';

export const laneSpecSchema = z.object({ kills: z.number().int().min(0), perPhase: z.number().int().min(0) });

export const fromLaneSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('said'), line: z.string() }),
  z.object({
    kind: z.literal('done'),
    kills: z.number(),
    answered: z.number(),
    hits: z.partialRecord(z.enum(HITS), z.number()),
    wrong: z.array(z.string()),
  }),
]);
export type FromLane = z.infer<typeof fromLaneSchema>;
