import { createServer } from 'node:net';

export type Place = { readonly host: string; readonly port: number };

/** Which of these places of this machine another program listens at. */
export async function takenPorts(places: readonly Place[]): Promise<readonly Place[]> {
  const taken: Place[] = [];
  for (const place of places) if (!(await isFree(place))) taken.push(place);
  return taken;
}

function isFree({ host, port }: Place): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (fault: NodeJS.ErrnoException) => {
      if (fault.code === 'EADDRINUSE') resolve(false);
      else reject(fault);
    });
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
