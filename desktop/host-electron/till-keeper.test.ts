import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SILENT_LOG } from '#till/ports/log.ts';
import type { ToTill } from './process-messages.ts';
import { type TillKeeper, tillKeeper } from './till-keeper.ts';

/** A process that does what the test says. */
type Child = {
  readonly got: ToTill[];
  readonly say: (message: unknown) => void;
  readonly exit: (code: number) => void;
  isKilled: boolean;
};

const SETTINGS = {
  dataDir: 'd',
  migrationsDir: 'm',
  appVersion: '0',
  devices: { printer: { kind: 'none' }, paperMm: 80, drawer: 'by_printer', signs: 'drawn' },
} as const;

let children: Child[];
let failures: string[];
let readies: number;
let keeper: TillKeeper<string>;

beforeEach(() => {
  vi.useFakeTimers();
  children = [];
  failures = [];
  readies = 0;
  keeper = tillKeeper<string>({
    fork: () => {
      let listen = (_message: unknown): void => undefined;
      let ended = (_code: number): void => undefined;
      const child: Child = { got: [], say: (message) => listen(message), exit: (code) => ended(code), isKilled: false };
      children.push(child);
      return {
        postMessage: (message) => void child.got.push(message),
        onMessage: (listener) => (listen = listener),
        onExit: (listener) => (ended = listener),
        kill: () => (child.isKilled = true),
      };
    },
    settings: SETTINGS,
    answerSecret: (id) => Promise.resolve({ kind: 'secret', id, secret: 's' }),
    onReady: () => (readies += 1),
    onFailed: (message) => failures.push(message),
    log: SILENT_LOG,
  });
});
afterEach(() => vi.useRealTimers());

test('a till that dies is started again, later each time, and given up after ten', () => {
  keeper.start();
  expect(children[0]?.got).toEqual([{ kind: 'open', settings: SETTINGS }]);
  for (let death = 0; death < 11; death += 1) {
    children.at(-1)?.say({ kind: 'ready' });
    children.at(-1)?.exit(1);
    expect(keeper.isReady()).toBe(false);
    vi.advanceTimersByTime(5_000);
  }
  expect(readies).toBe(11);
  expect(children).toHaveLength(11);
  expect(failures).toEqual([expect.stringContaining('several times')]);
});

test('a till that can’t open is said in words and not started until somebody asks', () => {
  keeper.start();
  children[0]?.say({ kind: 'failed', message: 'The disk is full.' });
  children[0]?.exit(0);
  vi.advanceTimersByTime(60_000);
  expect(failures).toEqual(['The disk is full.']);
  expect(children).toHaveLength(1);
  keeper.start();
  expect(children).toHaveLength(2);
});

test('closing waits for the till, and ends one that doesn’t', async () => {
  keeper.start();
  const closed = keeper.close();
  expect(children[0]?.got.at(-1)).toEqual({ kind: 'close' });
  vi.advanceTimersByTime(10_000);
  expect(children[0]?.isKilled).toBe(true);
  children[0]?.exit(0);
  await closed;
  vi.advanceTimersByTime(60_000);
  expect(children).toHaveLength(1);
});

test('secrets are answered, and what can’t be read changes nothing', async () => {
  keeper.start();
  children[0]?.say({ kind: 'keychain', id: 4, ask: { wish: 'read', name: 'till-key' } });
  await vi.waitFor(() => expect(children[0]?.got.at(-1)).toEqual({ kind: 'secret', id: 4, secret: 's' }));
  for (const odd of [null, 'ready', { kind: 'launch' }, { kind: 'keychain', id: -1 }]) children[0]?.say(odd);
  expect(children[0]?.got).toHaveLength(2);
});
