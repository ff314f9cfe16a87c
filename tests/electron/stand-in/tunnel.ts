import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { z } from 'zod';

/** What goes between two processes: a message that may bring ports, something said over one of them, or its end. */
export const parcelSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), message: z.unknown(), ports: z.array(z.number()) }),
  z.object({ kind: z.literal('said'), port: z.number(), data: z.unknown() }),
  z.object({ kind: z.literal('closed'), port: z.number() }),
]);
export type Parcel = z.infer<typeof parcelSchema>;

/** Carries ports over a line between processes: what is said at one end comes out at the other, cloned on the way. */
export function createTunnel(send: (parcel: Parcel) => void): {
  readonly lead: (port: MessagePort, number: number) => void;
  readonly makePort: (number: number) => MessagePort;
  readonly take: (parcel: Parcel) => void;
  readonly closeAll: () => void;
} {
  const ports = new Map<number, MessagePort>();
  const lead = (port: MessagePort, number: number): void => {
    ports.set(number, port);
    port.on('message', (data: unknown) => send({ kind: 'said', port: number, data }));
    port.on('close', () => {
      if (ports.delete(number)) send({ kind: 'closed', port: number });
    });
  };
  return {
    lead,
    makePort: (number) => {
      const { port1, port2 } = new MessageChannel();
      lead(port1, number);
      return port2;
    },
    take: (parcel) => {
      if (parcel.kind === 'said') ports.get(parcel.port)?.postMessage(parcel.data);
      if (parcel.kind !== 'closed') return;
      const port = ports.get(parcel.port);
      ports.delete(parcel.port);
      port?.close();
    },
    closeAll: () => {
      for (const port of ports.values()) port.close();
      ports.clear();
    },
  };
}
