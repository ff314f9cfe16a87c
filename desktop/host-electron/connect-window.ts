import { type BrowserWindow, type IpcMain, MessageChannelMain, type MessagePortMain } from 'electron';
import type { Reply } from '#shared/till-calls/reply.ts';
import type { Log } from '#till/ports/log.ts';
import { CONNECT_CHANNEL, PORT_CHANNEL, doorFault } from './door-messages.ts';
import { isOurWindow } from './is-our-window.ts';

export type ConnectWindowDeps = {
  readonly ipcMain: IpcMain;
  readonly window: () => BrowserWindow | null;
  readonly isTillReady: () => boolean;
  readonly givePortToTill: (port: MessagePortMain) => void;
  readonly log: Log;
};

/**
 * Gives the till's own window, and nobody else, a port to the till.
 *
 * Calls then go from window to till without passing the main process.
 *
 * @returns what joins the window anew after the till started again
 */
export function connectWindow(deps: ConnectWindowDeps): { readonly joinAgain: () => void } {
  let hasAsked = false;
  const join = (): void => {
    const window = deps.window();
    if (!hasAsked || window === null || !deps.isTillReady()) return;
    const { port1, port2 } = new MessageChannelMain();
    deps.givePortToTill(port1);
    window.webContents.postMessage(PORT_CHANNEL, null, [port2]);
  };
  deps.ipcMain.handle(CONNECT_CHANNEL, (event): Reply => {
    if (!isOurWindow(event, deps.window())) {
      deps.log.warn('sender_refused', { senderId: event.sender.id });
      return doorFault('door_closed');
    }
    hasAsked = true;
    join();
    return { ok: true, value: null };
  });
  return { joinAgain: join };
}
