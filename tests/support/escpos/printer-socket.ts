import { once } from 'node:events';
import { type Server, type Socket, createServer } from 'node:net';
import type { DeviceSettings } from '#shared/till-calls/device-settings.ts';
import { assert } from '#shared/base/assert.ts';

/** How the printer at the socket behaves. */
export type PrinterManners = {
  /** Its answer when it is asked for its paper; null says nothing. */
  readonly paper: 'in' | 'out' | null;
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

const ASKED_FOR_PAPER = Buffer.of(0x10, 0x04, 0x04);

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
      const isAsked = bytes.subarray(0, 3).equals(ASKED_FOR_PAPER);
      if (isAsked && manners.paper !== null) socket.write(Buffer.of(manners.paper === 'in' ? 0x12 : 0x72));
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
  return { printer: { kind: 'network', host, port }, paperMm: 80, drawer: 'by_printer' };
}
