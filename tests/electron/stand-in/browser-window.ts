import { EventEmitter } from 'node:events';
import { Worker } from 'node:worker_threads';
import { app } from './app.ts';
import { ipcMain } from './ipc-main.ts';
import type { MessagePortMain } from './port-main.ts';
import { protocolAnswer } from './protocol.ts';

const THREAD = new URL('./window-thread.ts', import.meta.url);
const RESOLVE = new URL('./resolve-electron.ts', import.meta.url).href;

type FromWindow =
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly kind: 'pushed'; readonly event: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown };

export type WindowOptions = {
  readonly webPreferences: { readonly preload: string } & Readonly<Record<string, unknown>>;
} & Readonly<Record<string, unknown>>;

/** A page in a thread of its own: the built preload script runs there, and ports move there for good. */
class WebContents extends EventEmitter {
  readonly id = 1;
  readonly mainFrame = { url: '', parent: null };
  readonly pushed: unknown[] = [];
  windowOpenHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  #thread: Worker | null = null;
  readonly #preload: string;
  readonly #asked = new Map<number, (value: unknown) => void>();

  constructor(preload: string) {
    super();
    this.#preload = preload;
  }

  async load(url: string): Promise<void> {
    const page = await protocolAnswer('GET', url);
    if (page.status !== 200) throw new Error(`${url} answered ${page.status}`);
    this.mainFrame.url = url;
    this.#start();
  }

  #start(): void {
    const thread = new Worker(THREAD, { workerData: { preload: this.#preload }, execArgv: ['--import', RESOLVE] });
    this.#thread = thread;
    thread.on('message', (message: FromWindow) => void this.#take(thread, message));
    thread.on('error', (error) => this.emit('preload-error', {}, this.#preload, error));
  }

  async #take(thread: Worker, message: FromWindow): Promise<void> {
    if (message.kind === 'pushed') this.pushed.push(message.event);
    else if (message.kind === 'answer') this.#asked.get(message.id)?.(message.value);
    else {
      const answer = await ipcMain.invoke(message.channel, { sender: this, senderFrame: this.mainFrame }, message.args);
      thread.postMessage({ kind: 'invoked', id: message.id, answer });
    }
  }

  postMessage(channel: string, message: unknown, transfer: readonly MessagePortMain[] = []): void {
    const ports = transfer.map((port) => port.real);
    this.#thread?.postMessage({ kind: 'ipc', channel, message, ports }, ports);
  }

  setWindowOpenHandler(handler: WebContents['windowOpenHandler']): void {
    this.windowOpenHandler = handler;
  }

  reload(): void {
    void this.#thread?.terminate();
    this.#start();
  }

  isDestroyed(): boolean {
    return false;
  }

  /** Asks something of the page's thread, as the page's own script would. */
  ask(question: Readonly<Record<string, unknown>>): Promise<unknown> {
    const thread = this.#thread;
    if (thread === null) return Promise.resolve({ rejected: 'There is no page.' });
    return new Promise((resolve) => {
      const id = this.#asked.size + 1;
      this.#asked.set(id, resolve);
      thread.once('exit', () => resolve({ rejected: 'The page is gone.' }));
      thread.postMessage({ ...question, id });
    });
  }

  async crash(): Promise<void> {
    const thread = this.#thread;
    this.#thread = null;
    await thread?.terminate();
    this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents;
  readonly options: WindowOptions;
  shows = 0;
  focuses = 0;

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    this.webContents = new WebContents(options.webPreferences.preload);
    windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.load(url);
    this.emit('ready-to-show');
    announce(this);
  }

  show(): void {
    this.shows += 1;
  }

  focus(): void {
    this.focuses += 1;
  }

  isMinimized(): boolean {
    return false;
  }
}

/** Every window that was made. */
export const windows: BrowserWindow[] = [];

let announce: (window: BrowserWindow) => void = () => undefined;

/** The first window, as soon as its page is there. */
export const firstWindow = new Promise<BrowserWindow>((resolve) => {
  announce = resolve;
});
