/** What the built main script gets when it says `electron`: the parts that it uses, on real threads, processes and ports. */
export { app } from './app.ts';
export { BrowserWindow } from './browser-window.ts';
export { ipcMain } from './ipc-main.ts';
export { Menu, dialog, safeStorage } from './machine.ts';
export { MessageChannelMain } from './port-main.ts';
export { protocol } from './protocol.ts';
export { session } from './session.ts';
export { utilityProcess } from './utility-process.ts';
