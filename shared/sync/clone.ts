/**
 * Whether the process that says hello is suspected to be the second machine of one till.
 *
 * A running process names the highest session it was given. Where a higher one was already used, somebody else used it.
 * A process that was just started names 0 and is never suspected: its predecessor used the older ones.
 */
export function suspectsClone(hello: {
  readonly highestGivenToProcess: number;
  readonly highestBegun: number;
}): boolean {
  return hello.highestGivenToProcess > 0 && hello.highestBegun > hello.highestGivenToProcess;
}

/**
 * Whether there are two machines, at the first use of a session that was offered under suspicion.
 *
 * Only the use proves it: a hello that wandered through the network and arrives late is never followed by one.
 */
export function isClone(
  offer: { readonly session: number; readonly suspected: boolean },
  usedSession: number,
): boolean {
  return offer.suspected && offer.session === usedSession;
}

/** What a request under a session meets: the first use begins it and ends the older ones. */
export function sessionUse(
  used: number,
  sessions: { readonly highestOffered: number; readonly highestBegun: number },
): 'current' | 'begins' | 'stale' {
  if (used === sessions.highestBegun) return 'current';
  return used > sessions.highestBegun && used <= sessions.highestOffered ? 'begins' : 'stale';
}
