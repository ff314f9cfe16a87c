import type { Message, MessageFault } from './faults.ts';
import type { SeededRandom } from './random.ts';

/** A fault that waits for the next message of its kind at one till. */
export type ArmedFault = { readonly message: Message; readonly fault: MessageFault; readonly number: number };

/** What a till's line is like just now. `up` and `down` are blocked one by one: partitions may be one-way. */
export type LineState = {
  readonly armed: ArmedFault[];
  isUpBlocked: boolean;
  isDownBlocked: boolean;
  hasCable: boolean;
};

/** One end of a line: a process of a till. When it is dead nothing reaches it and nothing leaves it. */
export type LineEnd = {
  readonly name: string;
  readonly business: number;
  readonly state: LineState;
  readonly random: SeededRandom;
  readonly isAlive: () => boolean;
  /** Kills the process after what runs just now. */
  readonly die: () => void;
  readonly returned: Set<() => void>;
};
