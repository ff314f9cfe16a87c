import { electronDoor, type PreloadDoor } from './electron-door.ts';
import { loopbackDoor } from './loopback-door.ts';
import type { TillDoor } from './till-door.ts';

/** Finds the way to the till: the window's own port, or this machine's address with the run token of its fragment. */
export function openDoor(preload: PreloadDoor | undefined, fragment: string): TillDoor {
  if (preload !== undefined) return electronDoor(preload);
  const given = fragment.replace(/^#/, '');
  return loopbackDoor(new URLSearchParams(given).get('token') ?? given);
}
