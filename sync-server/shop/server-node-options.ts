/**
 * How Node runs the server, here and in the script `server`: a push of 500 sales makes more than its young heap holds, and
 * each one would end in a full collection of an old heap that is small by default, a fifth of the whole time.
 */
export const SERVER_NODE_OPTIONS = ['--initial-old-space-size=256'] as const;
