import { EventEmitter } from 'node:events';
import { type MessagePort, parentPort } from 'node:worker_threads';
import { must } from '#shared/base/assert.ts';

type Exposed = {
  readonly send: (request: unknown) => Promise<unknown>;
  readonly onPush: (listener: (event: unknown) => void) => () => void;
};
type FromMain =
  | {
      readonly kind: 'ipc';
      readonly channel: string;
      readonly message: unknown;
      readonly ports: readonly MessagePort[];
    }
  | { readonly kind: 'invoked'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'page_send'; readonly id: number; readonly request: unknown }
  | { readonly kind: 'raw_send'; readonly id: number; readonly message: unknown }
  | { readonly kind: 'page_functions'; readonly id: number };

const main = must(parentPort, 'the window runs in a thread of its own');
const channels = new EventEmitter();
const invoked = new Map<number, (answer: unknown) => void>();
let exposed: Exposed | null = null;
let exposedNames: readonly string[] = [];
let port: MessagePort | null = null;

export const contextBridge = {
  exposeInMainWorld: (name: string, functions: Exposed): void => {
    exposed = functions;
    exposedNames = Object.keys(functions).map((one) => `${name}.${one}`);
    functions.onPush((event) => main.postMessage({ kind: 'pushed', event }));
  },
};

export const ipcRenderer = {
  on: (channel: string, listener: (event: unknown, message: unknown) => void) => channels.on(channel, listener),
  invoke: (channel: string, ...args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve) => {
      invoked.set(invoked.size + 1, resolve);
      main.postMessage({ kind: 'invoke', id: invoked.size, channel, args });
    }),
};

const answer = (id: number, value: unknown): void => main.postMessage({ kind: 'answer', id, value });

main.on('message', (message: FromMain) => {
  switch (message.kind) {
    case 'ipc':
      port = message.ports[0] ?? null;
      channels.emit(message.channel, { ports: message.ports }, message.message);
      return;
    case 'invoked':
      invoked.get(message.id)?.(message.answer);
      return;
    case 'page_send':
      void exposed?.send(message.request).then(
        (reply) => answer(message.id, reply),
        (error: unknown) => answer(message.id, { rejected: error instanceof Error ? error.message : 'rejected' }),
      );
      return;
    case 'raw_send': {
      if (port === null) return answer(message.id, { rejected: 'There is no port.' });
      const used = port;
      // What a window's process that was taken over could do: speak over the port past the preload script.
      const listener = (reply: unknown): void => {
        // What the till tells of itself goes over the same port, and is no answer.
        if (typeof reply === 'object' && reply !== null && 'push' in reply) return;
        used.off('message', listener);
        answer(message.id, reply);
      };
      used.on('message', listener);
      used.postMessage(message.message);
      return;
    }
    case 'page_functions':
      answer(message.id, exposedNames);
      return;
  }
});
