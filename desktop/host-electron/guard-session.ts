import type { Session } from 'electron';
import { SCREENS_SCHEME, isScreensAddress } from './screens-address.ts';

/** A till's page fills the screen; camera, place, messages and devices are none of its business. */
const ALLOWED: ReadonlySet<string> = new Set(['fullscreen']);

const OWN_SCHEMES: readonly string[] = [`${SCREENS_SCHEME}:`, 'data:', 'devtools:'];

/** Refuses what a page could ask of the machine, and every byte that is not the till's own. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(ALLOWED.has(permission) && isScreensAddress(details.requestingUrl)),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => ALLOWED.has(permission) && isScreensAddress(origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.webRequest.onBeforeRequest((details, answer) =>
    answer({ cancel: !OWN_SCHEMES.includes(URL.parse(details.url)?.protocol ?? '') }),
  );
  session.on('will-download', (event) => event.preventDefault());
}
