/**
 * How Node runs the server, here and in the script `server`: a push of 500 sales makes more than its young heap holds, and
 * each one would end in a full collection of an old heap that is small by default, a fifth of the whole time. The young heap
 * begins at a size that holds one push, since it grows too slowly by itself. What an idle server gives back to the system
 * it has to ask for again with the next push, and threads that share one collection wait for each other where the database
 * needs the processor: with both, 1,000 sales took it up to twice the processor time.
 */
export const SERVER_NODE_OPTIONS = [
  '--initial-old-space-size=256',
  '--min-semi-space-size=32',
  '--no-memory-reducer-favors-memory',
  '--no-parallel-scavenge',
] as const;
