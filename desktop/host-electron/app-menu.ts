import { Menu } from 'electron';

/** No menu on a till; on macOS the two without which copying and quitting by keyboard don't work. */
export function setAppMenu(isKiosk: boolean): void {
  const menu =
    process.platform === 'darwin' && !isKiosk
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }])
      : null;
  Menu.setApplicationMenu(menu);
}
