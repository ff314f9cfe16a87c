import { createHash } from 'node:crypto';

/** Everything that happened, in order: two runs of one seed tell the same, byte by byte. No ids stand in it. */
export type Trace = {
  readonly say: (text: string) => void;
  readonly lines: readonly string[];
  readonly hash: () => string;
};

export function createTrace(nowMs: () => number): Trace {
  const lines: string[] = [];
  return {
    say: (text) => void lines.push(`${(nowMs() / 1000).toFixed(3)} ${text}`),
    lines,
    hash: () => createHash('sha256').update(lines.join('\n')).digest('hex'),
  };
}
