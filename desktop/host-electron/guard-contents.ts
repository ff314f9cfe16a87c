import type { WebContents } from 'electron';
import type { Log } from '#till/ports/log.ts';
import { isScreensAddress } from './screens-address.ts';

/** Keeps a page where it is: it leads nowhere else, opens no window and takes nothing in. */
export function guardContents(contents: WebContents, log: Log): void {
  const stay = (event: { readonly url: string; readonly preventDefault: () => void }): void => {
    if (isScreensAddress(event.url)) return;
    event.preventDefault();
    log.warn('navigation_refused');
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => {
    log.warn('window_refused');
    return { action: 'deny' };
  });
}
