import { BrowserWindow, type WebPreferences } from 'electron';
import { SCREENS_ADDRESS } from './screens-address.ts';

/** The page is treated as if it were a stranger's: a sandbox of its own, and no way to Node. */
export const WINDOW_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const satisfies WebPreferences;

/** The one window of the till. Shown when it has something to show. */
export function openWindow(options: { preload: string; isKiosk: boolean; allowsDevTools: boolean }): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Stockavoo',
    width: 1280,
    height: 800,
    minWidth: 1024,
    minHeight: 700,
    show: false,
    kiosk: options.isKiosk,
    autoHideMenuBar: true,
    webPreferences: { ...WINDOW_PREFERENCES, preload: options.preload, devTools: options.allowsDevTools },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(SCREENS_ADDRESS);
  return window;
}
