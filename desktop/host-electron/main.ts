import { join } from 'node:path';
import {
  app,
  type BrowserWindow,
  dialog,
  ipcMain,
  type MessagePortMain,
  protocol,
  safeStorage,
  session,
} from 'electron';
import { z } from 'zod';
import { jsonLinesLog } from '#devices/json-lines-log.ts';
import { keychainFile } from '#devices/keychain-file.ts';
import { readScreenFiles } from '#devices/screen-files.ts';
import { answerScreens } from './answer-screens.ts';
import { answerSecret } from './answer-secret.ts';
import { setAppMenu } from './app-menu.ts';
import { connectWindow } from './connect-window.ts';
import { forkTill } from './fork-till.ts';
import { guardContents } from './guard-contents.ts';
import { guardSession } from './guard-session.ts';
import { type HostSettings, builtFiles, readHostSettings } from './host-settings.ts';
import { openLogFile } from './log-file.ts';
import { openWindow } from './open-window.ts';
import { recoverWindow } from './recover-window.ts';
import { SCREENS_SCHEME } from './screens-address.ts';
import { sealedKeychain, warnOfWeakSeal } from './sealed-keychain.ts';
import { type TillKeeper, tillKeeper } from './till-keeper.ts';

start();

/** What must be said before the program is ready; a second program on the same folder shows the first one's window instead. */
function start(): void {
  const settings = settingsOrExit();
  if (settings.dataDir !== null) app.setPath('userData', settings.dataDir);
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCREENS_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, codeCache: true },
    },
  ]);
  if (!app.requestSingleInstanceLock()) {
    console.error('This till is open already; its window was brought to the front.');
    app.quit();
    return;
  }
  void app.whenReady().then(() => run(settings));
}

function settingsOrExit(): HostSettings {
  try {
    return readHostSettings(process.env);
  } catch (error) {
    const wrong = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    console.error(`The till did not start. A setting is wrong: ${wrong}`);
    process.exit(1);
  }
}

function run(settings: HostSettings): void {
  const dataDir = app.getPath('userData');
  const built = builtFiles(app.getAppPath());
  const logFile = openLogFile(join(dataDir, 'logs', 'till.log'));
  const log = jsonLinesLog(logFile.write, () => new Date());
  const screens = readScreenFiles(built.screens);
  const keychain = sealedKeychain(keychainFile(join(dataDir, 'keys.json')), safeStorage, log);
  if (process.platform === 'linux') warnOfWeakSeal(safeStorage.getSelectedStorageBackend(), log);

  app.on('web-contents-created', (_event, contents) => guardContents(contents, log));
  guardSession(session.defaultSession);
  protocol.handle(SCREENS_SCHEME, (request) => answerScreens(screens, request));
  setAppMenu(settings.isKiosk);

  let window: BrowserWindow | null = null;
  const keeper: TillKeeper<MessagePortMain> = tillKeeper({
    fork: () => forkTill(built.tillProcess, logFile.write),
    settings: {
      dataDir: join(dataDir, 'till'),
      migrationsDir: built.migrations,
      appVersion: app.getVersion(),
      devices: settings.devices,
    },
    answerSecret: (id, ask) => answerSecret(keychain, id, ask),
    onReady: () => joinAgain(),
    onFailed: (message) => void sayFailed(message, keeper.start),
    log,
  });
  const { joinAgain } = connectWindow({
    ipcMain,
    window: () => window,
    isTillReady: keeper.isReady,
    givePortToTill: keeper.givePort,
    log,
  });
  keeper.start();

  window = openWindow({ preload: built.preload, isKiosk: settings.isKiosk, allowsDevTools: !app.isPackaged });
  recoverWindow(
    window.webContents,
    log,
    () => void sayFailed('The window closed by itself several times.', () => window?.webContents.reload()),
  );
  window.once('closed', () => (window = null));
  app.on('second-instance', () => {
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  quitCleanly(keeper);
}

/** Says in words why the shop can't go on, and offers to try again. */
async function sayFailed(message: string, again: () => void): Promise<void> {
  const buttons = ['Try again', 'Close'];
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Stockavoo',
    message: 'The till can’t open',
    detail: message,
    buttons,
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0) again();
  else app.quit();
}

/** The till closes its files before the program ends. */
function quitCleanly(keeper: TillKeeper<MessagePortMain>): void {
  let isClosed = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    void keeper.close().then(() => {
      isClosed = true;
      app.quit();
    });
  });
  process.on('SIGTERM', () => app.quit());
  process.on('SIGINT', () => app.quit());
}
