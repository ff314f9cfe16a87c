import { EventEmitter } from 'node:events';

type PermissionRequest = (
  contents: unknown,
  permission: string,
  answer: (isAllowed: boolean) => void,
  details: { requestingUrl: string },
) => void;
type PermissionCheck = (contents: unknown, permission: string, origin: string) => boolean;
type BeforeRequest = (details: { url: string }, answer: (decision: { cancel: boolean }) => void) => void;
type DeviceCheck = (details: unknown) => boolean;

/** Keeps what the program said of permissions and requests; without a word, everything is allowed, as in Electron. */
class Session extends EventEmitter {
  permissionRequest: PermissionRequest = (_contents, _permission, answer) => answer(true);
  permissionCheck: PermissionCheck = () => true;
  deviceCheck: DeviceCheck = () => true;
  beforeRequest: BeforeRequest = (_details, answer) => answer({ cancel: false });
  readonly webRequest = { onBeforeRequest: (handler: BeforeRequest): void => void (this.beforeRequest = handler) };

  setPermissionRequestHandler(handler: PermissionRequest): void {
    this.permissionRequest = handler;
  }

  setPermissionCheckHandler(handler: PermissionCheck): void {
    this.permissionCheck = handler;
  }

  setDevicePermissionHandler(handler: DeviceCheck): void {
    this.deviceCheck = handler;
  }

  setDisplayMediaRequestHandler(): void {}

  setBluetoothPairingHandler(): void {}
}

export const session = { defaultSession: new Session() };
