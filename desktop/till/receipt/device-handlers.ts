import type { z } from 'zod';
import { must } from '#shared/base/assert.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { ENGLISH_RECEIPT_WORDS } from '#shared/receipt/receipt-words.ts';
import { testPage } from '#shared/receipt/test-page.ts';
import {
  deviceSaveCall,
  deviceSettingsCall,
  deviceStatusCall,
  deviceTestDrawerCall,
  deviceTestPrintCall,
} from '#shared/till-calls/device-calls.ts';
import { slipContext } from '../customers/slip-context.ts';
import type { CashDrawer } from '../ports/cash-drawer.ts';
import type { DeviceSetup } from '../ports/device-setup.ts';
import { actorOf } from '../staff/allow.ts';
import { appendChange } from '../store/append-change.ts';
import { badInputOf } from '../store/bad-input.ts';
import { type Handler, reading, readingLater } from '../store/handler.ts';
import { mayTendTill } from '../store/may-tend-till.ts';

export type DeviceHandlerDeps = {
  readonly deviceSetup: DeviceSetup;
  readonly drawer: CashDrawer;
  /** Tries what waits for a printer, now. */
  readonly printWaiting: () => void;
};

/** The calls by which a person sees, chooses and tries the devices of this till. */
export function deviceHandlers(deps: DeviceHandlerDeps): readonly Handler[] {
  return [
    reading(deviceSettingsCall, () => accept(deps.deviceSetup.current())),
    readingLater(deviceStatusCall, async () => accept({ answer: await deps.deviceSetup.printerAnswer() })),
    saveHandler(deps),
    testPrintHandler(deps),
    testDrawerHandler(deps),
  ];
}

function saveHandler({ deviceSetup, printWaiting }: DeviceHandlerDeps): Handler {
  return {
    call: deviceSaveCall,
    run: async (core, arrival) => {
      const { settings } = read(deviceSaveCall.input, arrival.input);
      const allowed = await mayTendTill(core, arrival, 'choose the printer');
      if (!allowed.ok) return allowed;
      await deviceSetup.use(settings);
      core.log.info('devices_chosen', { printer: settings.printer.kind, drawer: settings.drawer });
      printWaiting();
      arrival.touched('device');
      return accept(settings);
    },
  };
}

function testPrintHandler({ printWaiting }: DeviceHandlerDeps): Handler {
  return readingLater(deviceTestPrintCall, async (context) => {
    const { core } = context;
    const page = core.store.read((reader) => {
      const identity = must(reader.meta.identity(), 'a till that sells belongs to a shop');
      const by = { atMs: core.nowMs(), staffName: actorOf(context).fullName };
      return testPage(identity.tillId, slipContext(reader, by));
    });
    await core.devices.printNow(page);
    printWaiting();
    return accept({});
  });
}

/** The opening is written down before the drawer opens: cash was within reach, whatever the printer says then. */
function testDrawerHandler({ deviceSetup, drawer }: DeviceHandlerDeps): Handler {
  return {
    call: deviceTestDrawerCall,
    run: async (core, arrival) => {
      read(deviceTestDrawerCall.input, arrival.input);
      if (deviceSetup.current().drawer === 'none') return refuse('no_drawer');
      const allowed = await mayTendTill(core, arrival, 'try the drawer', 'cash.move');
      if (!allowed.ok) return allowed;
      const actor = must(arrival.actor, 'this call needs somebody signed in');
      core.store.write((writer) => {
        const shiftId = writer.shifts.open()?.id ?? null;
        appendChange(writer, core.changes, {
          type: 'drawer.opened',
          entityId: shiftId ?? actor.id,
          actorId: actor.id,
          payload: { shiftId, reason: ENGLISH_RECEIPT_WORDS.drawerTried },
        });
      });
      arrival.touched('sync');
      await drawer.open();
      return accept({});
    },
  };
}

function read<Input extends z.ZodType>(schema: Input, input: unknown): z.output<Input> {
  const result = schema.safeParse(input);
  if (!result.success) throw badInputOf(result.error);
  return result.data;
}
