import { type MakeId, uuidV7 } from '#shared/base/ids.ts';
import { formatMoney } from '#shared/base/format-money.ts';
import { minor } from '#shared/base/money.ts';
import type { NowMs } from '#shared/base/time.ts';
import { type PushEvent, pushEventSchema } from '#shared/till-calls/reply.ts';
import { CATALOGUE_HANDLERS } from './catalogue/catalogue-handlers.ts';
import { backupHandlers } from './store/backup-handlers.ts';
import type { CutLimits } from './store/cut-journal.ts';
import { type WrittenRecord, indexRecords } from './store/index-record.ts';
import { CUSTOMER_HANDLERS } from './customers/customer-handlers.ts';
import { DRAWER_HANDLERS } from './drawer/drawer-handlers.ts';
import type { CashDrawer } from './ports/cash-drawer.ts';
import type { DeviceSetup } from './ports/device-setup.ts';
import type { Display } from './ports/display.ts';
import type { Keychain } from './ports/keychain.ts';
import type { Log } from './ports/log.ts';
import type { Network } from './ports/network.ts';
import type { Printer } from './ports/printer.ts';
import { RECEIPT_TOKEN_BYTES, receiptTokenOf } from '#shared/sale/receipt-token.ts';
import type { RandomBytes } from './ports/randomness.ts';
import type { Timers } from './ports/timers.ts';
import { deviceHandlers } from './receipt/device-handlers.ts';
import { type LogoKeeper, createLogoKeeper } from './receipt/keep-logo.ts';
import { type PrintQueue, createPrintQueue } from './receipt/print-queue.ts';
import { RECEIPT_HANDLERS } from './receipt/receipt-handlers.ts';
import { dropFinishedDrafts } from './sale/drop-draft.ts';
import { SALE_HANDLERS } from './sale/sale-handlers.ts';
import { STAFF_HANDLERS } from './staff/staff-handlers.ts';
import { verifyPin } from './staff/verify-pin.ts';
import { STOCK_HANDLERS } from './stock/stock-handlers.ts';
import type { TillCore } from './store/call-context.ts';
import { type Dispatch, createDispatcher } from './store/dispatcher.ts';
import { type TillFiles, openTillFiles } from './store/open-till-files.ts';
import { mapDrafts } from './store/map-drafts.ts';
import { takeKeptChanges } from './store/take-kept-changes.ts';
import { startUpkeep } from './store/upkeep.ts';
import type { TillStore, Writer } from './store/till-store.ts';
import { leaveHandler } from './sync/leave-business.ts';
import { syncHandlers } from './sync/sync-handlers.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol-version.ts';
import { type SyncWorker, createSyncWorker } from './sync/sync-worker.ts';
import { tillHandlers } from './sync/till-handlers.ts';
import { readTillKey, sha256 } from './sync/till-key.ts';

/** All that a till takes from its host. */
export type TillDeps = {
  readonly dataDir: string;
  /** The folder `migrations/till` of this program. */
  readonly migrationsDir: string;
  readonly nowMs: NowMs;
  readonly timers: Timers;
  readonly randomBytes: RandomBytes;
  readonly keychain: Keychain;
  readonly network: Network;
  readonly printer: Printer;
  readonly drawer: CashDrawer;
  readonly deviceSetup: DeviceSetup;
  readonly display: Display;
  readonly appVersion: string;
  /** The protocol that it speaks with the office, where it is not that of its own version. */
  readonly protocol?: number;
  readonly log: Log;
  /** Hold every answer against its schema; on where nothing is said. */
  readonly checksAnswers?: boolean;
  /** Kept free for the moment when the disk is full; 64 MiB where nothing is said. */
  readonly ballastBytes?: number;
  /** When the second copy of what waits is written anew; what a shop needs where nothing is said. */
  readonly cutLimits?: CutLimits;
};

export type Till = {
  /** The only door: a request of shared/till-calls/reply.ts in, a reply out. Never throws. */
  readonly dispatch: Dispatch;
  /** Tells a screen which views are old now; gives the way to stop being told. */
  readonly onPush: (listener: (event: PushEvent) => void) => () => void;
  /** Ends what is on its way and closes the files. */
  readonly close: () => Promise<void>;
};

/** The calls that need nothing but the till's core. */
const SHOP_HANDLERS = [
  ...STAFF_HANDLERS,
  ...CATALOGUE_HANDLERS,
  ...STOCK_HANDLERS,
  ...CUSTOMER_HANDLERS,
  ...DRAWER_HANDLERS,
  ...SALE_HANDLERS,
  ...RECEIPT_HANDLERS,
];

/**
 * Opens a till: its files, its calls, its way to the office. Where it leaves its business it is opened anew behind the same door.
 *
 * @throws {Fault} a `store_…` code of the catalogue where the till can't be opened
 */
export async function createTill(deps: TillDeps): Promise<Till> {
  const listeners = new Set<(event: PushEvent) => void>();
  const push = (topic: PushEvent['topic']): void => {
    for (const listener of listeners) listener({ topic });
  };
  const openAnew = (): void => {
    const left = current;
    current = left.then(async (till) => {
      await till.close();
      const opened = await openTill(deps, push, openAnew);
      ALL_TOPICS.forEach(push);
      return opened;
    });
    // Nobody has a till then: the host starts the program again, which goes on where this one stopped.
    current.catch((cause: unknown) =>
      queueMicrotask(() => {
        throw cause;
      }),
    );
  };
  let current = openTill(deps, push, openAnew);
  await current;
  return {
    dispatch: async (request) => (await current).dispatch(request),
    onPush: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => (await current).close(),
  };
}

type OpenTill = Pick<Till, 'dispatch' | 'close'>;

/** One opening of the files, until they are closed. */
async function openTill(
  deps: TillDeps,
  push: (topic: PushEvent['topic']) => void,
  openAnew: () => void,
): Promise<OpenTill> {
  const hasKey = (await readTillKey(deps.keychain)) !== null;
  let onAppended = (): void => undefined;
  let onDistrust = (): void => undefined;
  const files = await openTillFiles({
    ...deps,
    sha256,
    hasKey,
    onAppended: () => onAppended(),
    onDistrust: () => onDistrust(),
  });
  const pushAll = (): void => ALL_TOPICS.forEach(push);
  const randomBytes = pooled(deps.randomBytes);
  const newId: MakeId = () => uuidV7(deps.nowMs(), randomBytes(ID_RANDOM_BYTES));
  const stopped = new AbortController();
  const upkeep = startUpkeep({ ...deps, files });
  onDistrust = upkeep.backUpSoon;
  const logo = createLogoKeeper({ ...deps, ...files, onChange: () => push('receipt') });
  const syncDeps = {
    ...deps,
    store: files.store,
    protocol: deps.protocol ?? PROTOCOL_VERSION,
    newId,
    onPush: push,
    hasRoom: files.hasRoom,
    random: () => fractionOf(randomBytes(4)),
    onRecordsApplied: recordNews(logo),
  };
  const worker = createSyncWorker(syncDeps);
  onAppended = worker.changed;
  const startSync = (): void => (isEnrolled(files) ? worker.start() : undefined);
  const takeKept = (): void => takeKeptChanges(files.store, { ...deps, sha256 });
  const prints = createPrintQueue({ ...deps, ...files, ...printNews(push) });
  const ownWork = { worker, stopped: stopped.signal, startSync, takeKept, ...noticesOf(files, prints) };
  const core = coreOf(deps, { files, worker, newId, randomBytes, prints, backUpSoon: upkeep.backUpSoon });
  const dispatch = createDispatcher({
    core,
    handlers: [
      ...SHOP_HANDLERS,
      ...syncHandlers(worker, syncDeps),
      ...backupHandlers({ ...deps, pauseSync: worker.stop, resumeSync: startSync, onRestored: pushAll }),
      ...deviceHandlers({ ...deps, printWaiting: prints.start }),
      leaveHandler({ ...deps, pauseSync: worker.stop, openAnew }),
      ...tillHandlers({ ...syncDeps, ...ownWork }),
    ],
    onTouched: push,
    onWritten: upkeep.touched,
    checksAnswers: deps.checksAnswers ?? true,
  });
  dropFinishedDrafts(core);
  mapDrafts(core);
  prints.start();
  logo.start();
  startSync();
  return {
    dispatch,
    close: async () => {
      stopped.abort();
      worker.stop();
      logo.stop();
      await upkeep.stop();
      await prints.stop();
      files.close();
    },
  };
}

/** What follows from records that came from the office, in the transaction that wrote them. */
const recordNews = (logo: LogoKeeper) => (writer: Writer, records: readonly WrittenRecord[]) => {
  indexRecords(writer, records);
  logo.applied(writer, records);
};

/** Whoever looks at a receipt sees what became of it; every page says what keeps the printer. */
const printNews = (push: (topic: PushEvent['topic']) => void) => ({
  onChange: () => push('receipt'),
  onTrouble: () => push('device'),
});

const noticesOf = (files: TillFiles, prints: PrintQueue) => ({
  notices: files.notices,
  printTrouble: prints.trouble,
});

const isEnrolled = ({ store }: TillFiles): boolean =>
  store.read((reader) => reader.meta.identity() !== null && !reader.meta.isAlone());

type Joined = {
  readonly files: TillFiles;
  readonly worker: SyncWorker;
  readonly newId: MakeId;
  readonly randomBytes: RandomBytes;
  readonly prints: PrintQueue;
  readonly backUpSoon: () => void;
};

function coreOf(deps: TillDeps, { files, worker, newId, randomBytes, prints, backUpSoon }: Joined): TillCore {
  const { store, drafts } = files;
  const { nowMs, log } = deps;
  let userId: string | null = null;
  const failed = (device: string) => (cause: unknown) =>
    log.warn('device_failed', { device, message: cause instanceof Error ? cause.message : String(cause) });
  return {
    store,
    drafts,
    nowMs,
    newId,
    newReceiptToken: () => receiptTokenOf(randomBytes(RECEIPT_TOKEN_BYTES)),
    log,
    appVersion: deps.appVersion,
    backUpSoon,
    lastContactMs: () => worker.memory.lastContactMs,
    lookUpSale: worker.lookUpSale,
    sendPhotos: worker.sendPhotos,
    changes: { nowMs, newId, sha256, clockQuality: worker.memory.clockQuality },
    session: {
      userId: () => userId,
      set: (next) => {
        userId = next;
      },
    },
    verifyPin: (id, pin) => verifyPin({ store, nowMs }, id, pin),
    devices: {
      printReceipt: prints.add,
      printNow: prints.printNow,
      openDrawer: () => void deps.drawer.open().catch(failed('drawer')),
      showTotal: (totalMinor, label) =>
        void deps.display.show({ upper: label, lower: amountText(store, totalMinor) }).catch(failed('display')),
    },
  };
}

function amountText(store: TillStore, amountMinor: number): string {
  const business = store.read((reader) => reader.shop.business());
  return business === null ? String(amountMinor) : formatMoney(minor(amountMinor), business);
}

const ALL_TOPICS = pushEventSchema.shape.topic.options;
const ID_RANDOM_BYTES = 10;
const POOL_BYTES = 4096;

/** Takes randomness in larger parts: a long sale needs an id for each line, and asking the system each time is slow. No byte is used twice. */
function pooled(randomBytes: RandomBytes): RandomBytes {
  let pool = new Uint8Array(0);
  let used = 0;
  return (count) => {
    if (used + count > pool.length) {
      pool = Uint8Array.from(randomBytes(Math.max(POOL_BYTES, count)));
      used = 0;
    }
    used += count;
    return pool.subarray(used - count, used);
  };
}

/** A number from 0 to below 1, from four random bytes. */
function fractionOf(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0) / 2 ** 32;
}
