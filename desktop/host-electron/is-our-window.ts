import { isScreensAddress } from './screens-address.ts';

/** Who sent a message to the main process, as far as it is looked at. */
export type Sender = {
  readonly sender: { readonly id: number };
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
};

/** Whether a message came from the till's own window: its main frame, on a page of our own. */
export function isOurWindow(sent: Sender, window: { readonly webContents: { readonly id: number } } | null): boolean {
  const frame = sent.senderFrame;
  return (
    window !== null &&
    frame !== null &&
    sent.sender.id === window.webContents.id &&
    frame.parent === null &&
    isScreensAddress(frame.url)
  );
}
