import { z } from 'zod';
import { must } from '#shared/base/assert.ts';
import { app } from './app.ts';
import { type BrowserWindow, firstWindow, windows } from './browser-window.ts';
import { ipcMain } from './ipc-main.ts';
import { boxes, menus } from './machine.ts';
import { type Order, orderSchema } from './orders.ts';
import { privileged, protocolAnswer } from './protocol.ts';
import { session } from './session.ts';
import { forked } from './utility-process.ts';

const letterSchema = z.object({ id: z.number(), order: orderSchema });

// The test process is at the other end of the line; each order is answered under its id.
process.on('message', (raw) => {
  const { id, order } = letterSchema.parse(raw);
  void carryOut(order).then((answer) => process.send?.({ id, answer }));
});
process.on('disconnect', () => process.exit(0));

async function carryOut(order: Order): Promise<unknown> {
  const window = await firstWindow;
  const contents = window.webContents;
  switch (order.order) {
    case 'page_send':
      return contents.ask({ kind: 'page_send', request: order.request });
    case 'raw_send':
      return contents.ask({ kind: 'raw_send', message: order.message });
    case 'page_functions':
      return contents.ask({ kind: 'page_functions' });
    case 'pushed':
      return contents.pushed;
    case 'connect_as':
      return connectAs(order);
    case 'fetch':
      return protocolAnswer(order.method, order.url);
    case 'second_instance':
      app.emit('second-instance');
      return window.focuses;
    case 'crash_window':
      return contents.crash();
    case 'kill_till':
      return process.kill(must(forked.at(-1)?.pid, 'the till’s process runs'), 'SIGKILL');
    case 'facts':
      return facts(window);
    case 'quit':
      return app.quit();
    default:
      return askGuards(order, contents);
  }
}

async function connectAs(order: Extract<Order, { order: 'connect_as' }>): Promise<unknown> {
  const sender = { id: order.senderId };
  const senderFrame = { url: order.url, parent: order.isSubframe ? {} : null };
  return ipcMain.invoke('stockavoo:connect', { sender, senderFrame }, []);
}

type GuardOrder = Extract<Order, { order: 'navigate' | 'open_window' | 'permission' | 'request' | 'download' }>;

/** Whether the program let it happen. */
function askGuards(order: GuardOrder, contents: BrowserWindow['webContents']): boolean {
  const { defaultSession } = session;
  let isAllowed = true;
  const event = { url: 'url' in order ? order.url : '', preventDefault: () => (isAllowed = false) };
  switch (order.order) {
    case 'navigate':
      contents.emit(order.event, event);
      return isAllowed;
    case 'open_window':
      return contents.windowOpenHandler({ url: order.url }).action !== 'deny';
    case 'permission':
      defaultSession.permissionRequest(contents, order.permission, (answer) => (isAllowed = answer), {
        requestingUrl: order.url,
      });
      return isAllowed || defaultSession.permissionCheck(contents, order.permission, order.url);
    case 'request':
      defaultSession.beforeRequest({ url: order.url }, ({ cancel }) => (isAllowed = !cancel));
      return isAllowed;
    case 'download':
      defaultSession.emit('will-download', event);
      return isAllowed || defaultSession.deviceCheck({});
  }
}

function facts(window: BrowserWindow): unknown {
  return {
    preferences: window.options.webPreferences,
    isKiosk: window.options['kiosk'],
    shows: window.shows,
    windows: windows.length,
    isSandboxForced: app.isSandboxForced,
    privileged,
    menus,
    boxes,
    forks: forked.length,
  };
}
