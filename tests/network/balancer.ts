import { once } from 'node:events';
import { type Socket, connect, createServer } from 'node:net';

/** A plain TCP balancer: each connection goes to the next server that takes it. */
export interface Balancer extends AsyncDisposable {
  readonly url: string;
  /** How many connections each server took, in the order of the ports. */
  readonly taken: readonly number[];
  /** Ends all connections, so that the next requests are spread anew. */
  readonly spreadAnew: () => void;
}

export async function openBalancer(ports: readonly number[]): Promise<Balancer> {
  const open = new Set<Socket>();
  const taken = ports.map(() => 0);
  let next = 0;
  const keep = (socket: Socket, other: Socket): void => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      open.delete(socket);
      other.destroy();
    });
  };
  const join = (near: Socket, tries: number): void => {
    const place = next % ports.length;
    next += 1;
    const far = connect(ports[place] ?? 0, '127.0.0.1');
    far.once('error', () => {
      if (tries > 1) join(near, tries - 1);
      else near.destroy();
    });
    far.once('connect', () => {
      taken[place] = (taken[place] ?? 0) + 1;
      keep(far, near);
      near.pipe(far).pipe(near);
    });
  };
  const server = createServer((near) => {
    near.on('error', () => undefined);
    open.add(near);
    near.on('close', () => open.delete(near));
    join(near, ports.length);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const spreadAnew = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    taken,
    spreadAnew,
    [Symbol.asyncDispose]: async () => {
      spreadAnew();
      server.close();
      await once(server, 'close');
    },
  };
}
