/** The scheme under which the window reads its own files; nothing else is ever loaded. */
export const SCREENS_SCHEME = 'stockavoo';

export const SCREENS_ADDRESS = `${SCREENS_SCHEME}://till/`;

/** Whether an address is a page of our own screens. */
export function isScreensAddress(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === `${SCREENS_SCHEME}:` && url.host === 'till' && url.username === '' && url.port === '';
}
