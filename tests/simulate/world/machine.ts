import type { z } from 'zod';
import type { Call } from '#shared/base/call.ts';
import type { Reply } from '#shared/till-calls/reply.ts';
import type { LineState } from './line-state.ts';

/** Whose till a machine is, and who works at it. */
export type Place = {
  readonly number: number;
  readonly business: number;
  readonly store: number;
  readonly tillId: string;
  readonly staff: { readonly userId: string; readonly pin: string } | null;
};

/** A machine with a real till on it, whose process can be killed at any moment and started again from its files. */
export type SimTill = {
  readonly place: Place;
  readonly name: string;
  readonly line: LineState;
  /** How far its wall clock is ahead of the office's. */
  skewMs: number;
  /** The protocol that its program speaks from its next start on. */
  protocol: number;
  readonly isUp: () => boolean;
  /** The folder of the process that runs, or of the next one. */
  readonly folder: () => string;
  readonly secrets: Map<string, string>;
  readonly start: () => Promise<void>;
  /** Ends it as a person does. */
  readonly close: () => Promise<void>;
  /** The next process finds these files instead of its own. */
  readonly replaceDisk: (change: (folder: string) => void) => void;
  /** SIGKILL: what is on the disk in this moment is all that is left. */
  readonly kill: () => void;
  /** Asks at its one door; null where no process runs or it died of it. */
  readonly ask: <Input extends z.ZodType>(call: Call<string, Input>, input: z.input<Input>) => Promise<Reply | null>;
  /** What it logged that must never be. */
  readonly errors: string[];
  readonly networkReturns: () => void;
};
