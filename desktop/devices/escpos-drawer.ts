import type { CashDrawer } from '#till/ports/cash-drawer.ts';
import type { SendBytes } from './send-bytes.ts';

/** A pulse of 50 ms on either pin, then 500 ms of rest: drawers hang on one or the other. */
export const DRAWER_KICK = Uint8Array.of(0x1b, 0x70, 0, 25, 250, 0x1b, 0x70, 1, 25, 250);

/** A drawer that hangs on the receipt printer; it shares the printer's one connection, so it gives the same `send`. */
export function escposDrawer(send: SendBytes): CashDrawer {
  return { open: () => send(DRAWER_KICK) };
}
