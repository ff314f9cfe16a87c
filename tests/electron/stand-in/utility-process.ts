import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';
import type { MessagePortMain } from './port-main.ts';
import { createTunnel, parcelSchema } from './tunnel.ts';

const PARENT_PORT = new URL('./parent-port.ts', import.meta.url).href;

/** A real process, forked; messages are structured clones and ports keep working across. */
class UtilityProcess extends EventEmitter {
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  readonly #child: ChildProcess;
  readonly #tunnel: ReturnType<typeof createTunnel>;
  #ports = 0;

  constructor(path: string, args: readonly string[]) {
    super();
    const child = fork(path, args, {
      execArgv: ['--import', PARENT_PORT],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    this.stdout = child.stdout;
    this.stderr = child.stderr;
    this.#tunnel = createTunnel((parcel) => {
      if (child.connected) child.send(parcel);
    });
    child.on('message', (raw) => {
      const parcel = parcelSchema.parse(raw);
      if (parcel.kind === 'message') this.emit('message', parcel.message);
      else this.#tunnel.take(parcel);
    });
    child.once('exit', (code) => {
      this.#tunnel.closeAll();
      this.emit('exit', code ?? 1);
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  postMessage(message: unknown, transfer: readonly MessagePortMain[] = []): void {
    const ports = transfer.map((port) => {
      this.#ports += 1;
      this.#tunnel.lead(port.real, this.#ports);
      return this.#ports;
    });
    this.#child.send({ kind: 'message', message, ports });
  }

  kill(): boolean {
    return this.#child.kill();
  }
}

/** Every process that was forked, the newest last. */
export const forked: UtilityProcess[] = [];

export const utilityProcess = {
  fork: (path: string, args: readonly string[] = []): UtilityProcess => {
    const child = new UtilityProcess(path, args);
    forked.push(child);
    return child;
  },
};
