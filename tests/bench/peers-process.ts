import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const PEERS = join(import.meta.dirname, 'peers');
const portSchema = z.object({ port: z.number().int() });
const tookSchema = z.object({ written: z.number().int(), tookMs: z.number() });
export type PeerTook = z.infer<typeof tookSchema>;

/** Installs what is measured beside us, once; never with the product. */
async function installPeers(): Promise<void> {
  if (existsSync(join(PEERS, 'node_modules', 'pouchdb'))) return;
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock'], { cwd: PEERS });
}

const start = (program: string, args: readonly string[]): ChildProcess =>
  fork(join(PEERS, program), [...args], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });

async function said<Schema extends z.ZodType>(child: ChildProcess, schema: Schema): Promise<z.output<Schema>> {
  const heard: unknown[] = await once(child, 'message');
  return schema.parse(heard[0]);
}

/** A PouchDB that replicates documents with an express-pouchdb of its own, both on LevelDB, each in its process. */
export async function pouchReplication(
  folder: string,
  docsFile: string,
): Promise<{
  readonly up: () => Promise<PeerTook>;
  readonly down: () => Promise<PeerTook>;
  readonly stop: () => Promise<void>;
}> {
  await installPeers();
  const [serverFolder, clientFolder] = [join(folder, 'pouch-server'), join(folder, 'pouch-client')];
  for (const made of [serverFolder, clientFolder]) mkdirSync(made, { recursive: true });
  const server = start('pouch-server.js', [serverFolder]);
  const { port } = await said(server, portSchema);
  const replicate = async (direction: 'up' | 'down'): Promise<PeerTook> => {
    const client = start('pouch-client.js', [direction, clientFolder, `http://127.0.0.1:${port}/sales`, docsFile]);
    const gone = once(client, 'exit');
    const took = await said(client, tookSchema);
    await gone;
    return took;
  };
  return {
    up: () => replicate('up'),
    down: () => replicate('down'),
    stop: async () => {
      const gone = once(server, 'exit');
      server.kill('SIGTERM');
      await gone;
    },
  };
}
