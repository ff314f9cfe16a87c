import { EventEmitter } from 'node:events';
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The life of the program, without windows of an operating system. */
class App extends EventEmitter {
  readonly isPackaged = false;
  isSandboxForced = false;
  readonly #paths = new Map<string, string>();

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  getPath(name: string): string {
    return this.#paths.get(name) ?? join(process.cwd(), name);
  }

  getAppPath(): string {
    return process.cwd();
  }

  getVersion(): string {
    return '0.1.0';
  }

  enableSandbox(): void {
    this.isSandboxForced = true;
  }

  /** A file that only one can make stands for the operating system's lock. */
  requestSingleInstanceLock(): boolean {
    const path = join(this.getPath('userData'), 'single-instance');
    mkdirSync(this.getPath('userData'), { recursive: true });
    try {
      closeSync(openSync(path, 'wx'));
    } catch {
      return false;
    }
    process.once('exit', () => rmSync(path, { force: true }));
    return true;
  }

  whenReady(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  quit(): void {
    let isPrevented = false;
    this.emit('before-quit', { preventDefault: () => (isPrevented = true) });
    if (!isPrevented) process.exit(0);
  }
}

export const app = new App();
