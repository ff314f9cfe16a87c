import { contextBridge, ipcRenderer } from 'electron';
import { CONNECT_CHANNEL, PORT_CHANNEL } from './door-messages.ts';
import { isWindowPort, windowClient } from './window-client.ts';

const client = windowClient();

ipcRenderer.on(PORT_CHANNEL, (event) => {
  const port: unknown = event.ports[0];
  if (isWindowPort(port)) client.usePort(port);
});

// Two functions and nothing else: a page that was taken over can ask the till what the screens ask, and no more.
contextBridge.exposeInMainWorld('stockavoo', {
  send: (request: unknown) => client.send(request),
  onPush: (listener: (event: unknown) => void) => client.onPush(listener),
});

void ipcRenderer.invoke(CONNECT_CHANNEL);
