import { once } from 'node:events';
import { type Server, type Socket, createServer } from 'node:net';
import type { DeviceSettings } from '#shared/till-calls/device-settings.ts';
import { assert } from '#shared/base/assert.ts';

export type PrinterSays = 'in' | 'low' | 'out' | 'cover_open' | 'stuck' | 'paused';

/** How the printer at the socket behaves. */
export type PrinterManners = {
  /** How it says that it is when it is asked; null says nothing. */
  readonly paper: PrinterSays | null;
  /** `hangs_up` after the last byte, `stays` connected, `resets` after the first bytes. */
  readonly atEnd: 'hangs_up' | 'stays' | 'resets';
};

/** A printer on the network of this machine that keeps what each connection sent it. */
export type PrinterSocket = AsyncDisposable & {
  readonly host: string;
  readonly port: number;
  readonly jobs: Buffer[];
  readonly mostAtOnce: () => number;
};

/** Its answers to DLE EOT 1, 2 and 4. */
const ANSWERS: Readonly<Record<PrinterSays, Readonly<Record<number, number>>>> = {
  in: { 1: 0x12, 2: 0x12, 4: 0x12 },
  low: { 1: 0x12, 2: 0x12, 4: 0x1e },
  out: { 1: 0x1a, 2: 0x32, 4: 0x72 },
  cover_open: { 1: 0x1a, 2: 0x16, 4: 0x12 },
  stuck: { 1: 0x1a, 2: 0x52, 4: 0x12 },
  paused: { 1: 0x1a, 2: 0x12, 4: 0x12 },
};

export async function printerSocket(manners: PrinterManners): Promise<PrinterSocket> {
  const jobs: Buffer[] = [];
  const open = new Set<Socket>();
  let most = 0;
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket);
    most = Math.max(most, open.size);
    let job = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
    socket.on('data', (bytes: Buffer) => {
      const isAsked = bytes[0] === 0x10 && bytes[1] === 0x04;
      const says = isAsked && manners.paper !== null ? ANSWERS[manners.paper][bytes[2] ?? 0] : undefined;
      if (says !== undefined) socket.write(Buffer.of(says));
      job = Buffer.concat([job, isAsked ? bytes.subarray(3) : bytes]);
      if (manners.atEnd === 'resets' && job.length > 0) socket.resetAndDestroy();
    });
    socket.on('end', () => {
      jobs.push(job);
      if (manners.atEnd === 'hangs_up') socket.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert(address !== null && typeof address === 'object', 'a listening server has an address');
  return {
    host: '127.0.0.1',
    port: address.port,
    jobs,
    mostAtOnce: () => most,
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The settings of a till whose printer is the socket. */
export function networkPrinter({ host, port }: PrinterSocket): DeviceSettings {
  return { printer: { kind: 'network', host, port }, paperMm: 80, drawer: 'by_printer', signs: 'drawn' };
}
