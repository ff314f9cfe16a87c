import { pushEventSchema } from '#shared/till-calls/reply.ts';
import type { TillDoor } from './till-door.ts';

/** The two functions that the preload script gives to the window, and nothing else. */
export type PreloadDoor = {
  send(request: unknown): Promise<unknown>;
  onPush(listen: (event: unknown) => void): () => void;
};

declare global {
  interface Window {
    readonly stockavoo?: PreloadDoor;
  }
}

/** The till behind Electron's message port. */
export function electronDoor(preload: PreloadDoor): TillDoor {
  return {
    send: (request) => preload.send(request),
    onPush: (listen) =>
      preload.onPush((event) => {
        const read = pushEventSchema.safeParse(event);
        listen(read.success ? read.data : undefined);
      }),
  };
}
