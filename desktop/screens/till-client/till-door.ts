import type { PushEvent, Request } from '#shared/till-calls/reply.ts';

/** How a call is carried to the till and its pushes come back: Electron's port, or HTTP on this machine. */
export interface TillDoor {
  /** Carries one call; what comes back is read by the client, so it is unknown here. Rejects only when nothing came back. */
  send(request: Request): Promise<unknown>;
  /** Tells each push until it is switched off; `undefined` says that some may have been missed. */
  onPush(listen: (event: PushEvent | undefined) => void): () => void;
}
