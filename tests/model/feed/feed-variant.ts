/** The lines of the feed's contract that can be left out, one at a time. */
export type FeedVariant =
  | 'numbers given before the commit'
  | 'cursor without a mark'
  | 'counter not held against its mark'
  | 'tombstones pruned without a horizon'
  | 'horizon without the beginning'
  | 'nothing swept after reading anew';

export type LeftOut = FeedVariant | null;
