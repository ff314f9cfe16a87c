import { EventEmitter } from 'node:events';
import { MessagePortMain } from './port-main.ts';
import { type Parcel, createTunnel, parcelSchema } from './tunnel.ts';

const send = (parcel: Parcel): void => {
  if (process.connected) process.send?.(parcel);
};
const tunnel = createTunnel(send);

/** Keeps what comes before somebody listens, as Electron does. */
class ParentPort extends EventEmitter {
  #early: unknown[] | null = [];

  constructor() {
    super();
    this.on('newListener', (event) => {
      if (event !== 'message' || this.#early === null) return;
      const early = this.#early;
      this.#early = null;
      setImmediate(() => {
        for (const message of early) this.emit('message', message);
      });
    });
  }

  arrived(message: unknown): void {
    if (this.#early === null) this.emit('message', message);
    else this.#early.push(message);
  }

  postMessage(message: unknown): void {
    send({ kind: 'message', message, ports: [] });
  }
}

const parentPort = new ParentPort();
Object.assign(process, { parentPort });

process.on('message', (raw) => {
  const parcel = parcelSchema.parse(raw);
  if (parcel.kind !== 'message') return tunnel.take(parcel);
  const ports = parcel.ports.map((number) => new MessagePortMain(tunnel.makePort(number)));
  return parentPort.arrived({ data: parcel.message, ports });
});
// A utility process never outlives the program it belongs to.
process.on('disconnect', () => process.exit(0));
