import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  saleAddItemCall,
  saleChangeLineCall,
  saleClearCall,
  saleCompleteCall,
  saleCurrentCall,
  saleDiscountCall,
  saleFindCall,
  saleNameParkedCall,
  saleOpenCall,
  saleParkCall,
  saleParkedCall,
  saleRecallCall,
  saleSetCustomerCall,
} from '#shared/till-calls/sale-calls.ts';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { checkDigitOf } from '#shared/catalogue/barcode/check-digit.ts';
import { parseChange } from '#shared/changes/parse-change.ts';
import { idOf } from '#tests/support/carts.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP, putRecord } from '#tests/support/till/seeded-shop.ts';

/** 1.245 kg, as the shop's scale prints it. */
const RICE_LABEL = `202012301245${checkDigitOf('202012301245')}`;

const EMBASSY = idOf(77);

let till: TestTill;

beforeEach(async () => {
  till = await openTestTill();
  await till.signIn();
});
afterEach(() => till.close());

const scan = (code: string, saleId: string | null = null) => till.ok(saleAddItemCall, { saleId, item: { code } });
const changesOf = (type: string) =>
  till.inFiles((store) =>
    store.read((reader) =>
      reader.changes
        .after(SHOP.epoch, 0, 1000)
        .filter((change) => change.type === type)
        .map((change) => parseChange(change.body)),
    ),
  );

test('a scan opens a sale, the same again raises the quantity, and the reply is the whole sale', async () => {
  const first = await scan(SHOP.milo.code);
  expect(first).toMatchObject({
    totalMinor: 250_000,
    canUndo: true,
    lines: [{ name: 'Milo 500 g', quantityMilli: 1000 }],
  });
  const again = await scan(SHOP.milo.code, first.saleId);
  expect(again.lines).toHaveLength(1);
  expect(again).toMatchObject({ totalMinor: 500_000, touchedLineId: first.lines[0]?.id, taxMinor: 34_884 });
  expect((await till.ok(saleCurrentCall, {})).sale?.totalMinor).toBe(500_000);
});

test('a carton costs what its pieces cost and takes twelve of them off the shelf', async () => {
  const sale = await scan(SHOP.milo.cartonCode);
  expect(sale).toMatchObject({ totalMinor: 3_000_000, lines: [{ unit: 'carton', quantityMilli: 1000 }] });
  await till.ok(saleCompleteCall, {
    saleId: sale.saleId,
    tenders: [{ method: 'card', amountMinor: minor(3_000_000) }],
  });
  const moved = await till.inFiles((store) =>
    store.read((reader) =>
      reader.stock.movementsAbove(
        { variantId: SHOP.milo.variantId, batchId: '00000000-0000-0000-0000-000000000000' },
        { epochCounter: 0, seq: 0 },
      ),
    ),
  );
  expect(moved).toMatchObject([{ quantityMilli: -12_000, kind: 'sale' }]);
});

test('a scale label gives the weight; without one the weight is asked for', async () => {
  const label = await scan(RICE_LABEL);
  expect(label).toMatchObject({
    lines: [{ name: 'Rice, loose', quantityMilli: 1245, isWeighed: true }],
    totalMinor: 224_100,
  });
  expect(await till.no(saleAddItemCall, { saleId: label.saleId, item: { variantId: SHOP.rice.variantId } })).toBe(
    'weight_required',
  );
});

test('codes that are unknown, misread or shared are told apart', async () => {
  expect(await till.no(saleAddItemCall, { saleId: null, item: { code: 'NOBODY-SELLS-THIS' } })).toBe('barcode_unknown');
  expect(await till.no(saleAddItemCall, { saleId: null, item: { code: '4006381333932' } })).toBe(
    'barcode_bad_check_digit',
  );
  expect(await till.no(saleAddItemCall, { saleId: null, item: { code: SHOP.sharedCode } })).toBe('barcode_ambiguous');
});

test('a double tap adds one item; the same id with something else is refused', async () => {
  const callId = randomUUID();
  const first = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } }, callId);
  const second = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } }, callId);
  expect(second).toEqual(first);
  expect(await till.no(saleAddItemCall, { saleId: null, item: { code: SHOP.airtime.code } }, callId)).toBe(
    'call_id_reused',
  );
});

test('cash is rounded and change is given, and one change with every row is logged', async () => {
  const sale = await scan(RICE_LABEL);
  expect(sale).toMatchObject({ totalMinor: 224_100, cashTotalMinor: 224_000 });
  const callId = randomUUID();
  const tenders = [{ method: 'cash' as const, amountMinor: minor(300_000) }];
  const done = await till.ok(saleCompleteCall, { saleId: sale.saleId, tenders }, callId);
  expect(done).toMatchObject({ receiptNumber: 'LEK-T1-A-000001', roundingMinor: -100, changeMinor: 76_000 });
  expect(done.changeNotes.reduce((sum, note) => sum + note.denominationMinor * note.pieces, 0)).toBe(76_000);
  expect(await till.ok(saleCompleteCall, { saleId: sale.saleId, tenders }, callId)).toEqual(done);
  expect(await till.no(saleCompleteCall, { saleId: sale.saleId, tenders })).toBe('sale_not_open');
  expect(till.devices.seen.drawerOpenings).toBe(1);
  await expect.poll(() => till.devices.printed.map((receipt) => receipt.receiptNumber)).toEqual(['LEK-T1-A-000001']);
  const changes = await changesOf('sale.completed');
  expect(changes).toHaveLength(1);
  expect(changes[0]).toMatchObject({
    ok: true,
    value: { businessDate: '2026-03-14', payload: { totalMinor: 224_100, shiftId: null } },
  });
});

test('refuses to complete while the tenders do not cover the total, and the sale stays', async () => {
  const sale = await scan(SHOP.milo.code);
  expect(
    await till.no(saleCompleteCall, { saleId: sale.saleId, tenders: [{ method: 'cash', amountMinor: minor(100) }] }),
  ).toBe('tender_short');
  expect((await till.ok(saleCurrentCall, {})).sale?.saleId).toBe(sale.saleId);
  expect(await till.ok(saleFindCall, { text: '' })).toEqual({ sales: [] });
});

test('the open sale survives a restart, the sign-in does not', async () => {
  const { saleId } = await scan(SHOP.milo.code);
  await till.restart();
  expect(await till.no(saleCurrentCall, {})).toBe('not_signed_in');
  await till.signIn();
  expect((await till.ok(saleCurrentCall, {})).sale).toMatchObject({
    saleId,
    totalMinor: 250_000,
    lines: [{ name: 'Milo 500 g' }],
  });
});

test('parked sales are seen by the next cashier, and recalling one parks the open one', async () => {
  const first = await scan(SHOP.milo.code);
  expect(await till.ok(saleParkCall, { saleId: first.saleId, name: 'red bag' })).toEqual({ parkedCount: 1 });
  await till.signIn(SHOP.manager);
  expect((await till.ok(saleParkedCall, {})).parked).toMatchObject([
    { saleId: first.saleId, name: 'red bag', parkedBy: 'Ada Obi', totalMinor: 250_000, firstLines: ['Milo 500 g'] },
  ]);
  const second = await scan(SHOP.airtime.code);
  expect(await till.ok(saleRecallCall, { saleId: first.saleId })).toMatchObject({
    saleId: first.saleId,
    parkedCount: 1,
  });
  expect((await till.ok(saleParkedCall, {})).parked.map((sale) => sale.saleId)).toEqual([second.saleId]);
});

test('a parked sale is given a name, another, and none; one that is taken up again has none to give', async () => {
  const { saleId } = await scan(SHOP.milo.code);
  const name = (text: string) => till.ok(saleNameParkedCall, { saleId, name: text });
  const shown = async () => (await till.ok(saleParkedCall, {})).parked.map((sale) => sale.name);
  expect(await till.no(saleNameParkedCall, { saleId, name: 'too early' })).toBe('sale_not_parked');
  await till.ok(saleParkCall, { saleId });
  await name('  the lady in red ');
  expect(await shown()).toEqual(['the lady in red']);
  await till.signIn(SHOP.manager);
  await name('Mama Tobi');
  await till.restart();
  await till.signIn(SHOP.manager);
  expect(await shown()).toEqual(['Mama Tobi']);
  await name('');
  expect(await shown()).toEqual(['']);
  await till.ok(saleRecallCall, { saleId });
  expect(await till.no(saleNameParkedCall, { saleId, name: 'too late' })).toBe('sale_not_parked');
  expect(await till.no(saleNameParkedCall, { saleId: idOf(999), name: 'nobody' })).toBe('sale_not_parked');
});

test('a clerk’s discount stops at the limit; a manager’s PIN lifts it and both are recorded', async () => {
  const { saleId, lines } = await scan(SHOP.milo.code);
  const lineId = lines[0]?.id ?? '';
  expect(
    await till.ok(saleDiscountCall, { saleId, lineId, discount: { kind: 'percent', ppm: 50_000 }, reason: 'regular' }),
  ).toMatchObject({ totalMinor: 237_500 });
  const large = { saleId, lineId, discount: { kind: 'percent' as const, ppm: 200_000 }, reason: 'dented' };
  expect(await till.no(saleDiscountCall, large)).toBe('discount_over_limit');
  expect(await till.no(saleDiscountCall, { ...large, approval: { userId: SHOP.manager.id, pin: '999999' } })).toBe(
    'wrong_pin',
  );
  const approved = await till.ok(saleDiscountCall, {
    ...large,
    approval: { userId: SHOP.manager.id, pin: SHOP.manager.pin },
  });
  expect(approved).toMatchObject({ totalMinor: 200_000 });
  expect(
    await till.no(saleDiscountCall, {
      ...large,
      reason: '',
      approval: { userId: SHOP.manager.id, pin: SHOP.manager.pin },
    }),
  ).toBe('reason_required');
  const overrides = await changesOf('override.granted');
  expect(overrides).toMatchObject([
    {
      ok: true,
      value: {
        payload: {
          askedBy: SHOP.clerk.id,
          grantedBy: SHOP.manager.id,
          permission: 'sales.discount',
          subjectId: saleId,
        },
      },
    },
  ]);
});

test('another price takes somebody who may, an open price is anybody’s to say', async () => {
  const { saleId, lines } = await scan(SHOP.milo.code);
  const cheaper = { saleId, lineId: lines[0]?.id ?? '', unitPriceMinor: minor(1), reason: 'friend' };
  expect(await till.no(saleChangeLineCall, cheaper)).toBe('permission_missing');
  expect(await till.no(saleAddItemCall, { saleId, item: { variantId: SHOP.service.variantId } })).toBe(
    'price_required',
  );
  const open = await till.ok(saleAddItemCall, {
    saleId,
    item: { variantId: SHOP.service.variantId },
    unitPriceMinor: minor(40_000),
  });
  expect(open.totalMinor).toBe(290_000);
});

test('a customer’s list sets the price, and taking the customer off sets it back', async () => {
  const { saleId } = await scan(SHOP.milo.code);
  expect(await till.ok(saleSetCustomerCall, { saleId, customerId: SHOP.customer.id })).toMatchObject({
    totalMinor: 230_000,
    customerName: 'Chief Balogun',
  });
  expect(await till.ok(saleSetCustomerCall, { saleId, customerId: null })).toMatchObject({
    totalMinor: 250_000,
    customerName: null,
  });
});

test('a customer who is exempt pays no tax, not in a price either; somebody else pays it again', async () => {
  const embassy = {
    name: 'Embassy',
    phone: '',
    email: '',
    taxId: '',
    creditLimitMinor: minor(0),
    priceListId: null,
    taxExempt: true,
    consent: false,
    isActive: true,
  };
  await till.inFiles((store) => store.write((writer) => putRecord(writer, 'customer', EMBASSY, embassy)));
  await till.signIn();
  const { saleId } = await till.ok(saleOpenCall, { customerId: EMBASSY });
  expect(await scan(SHOP.milo.code, saleId)).toMatchObject({ totalMinor: 232_558, taxMinor: 0, taxes: [] });
  expect(await till.ok(saleSetCustomerCall, { saleId, customerId: null })).toMatchObject({ totalMinor: 250_000 });
  expect(await till.ok(saleSetCustomerCall, { saleId, customerId: EMBASSY })).toMatchObject({
    totalMinor: 232_558,
  });
  await till.ok(saleCompleteCall, {
    saleId,
    tenders: [{ method: 'transfer', amountMinor: minor(232_558), reference: '' }],
  });
  expect(await changesOf('sale.completed')).toMatchObject([
    { value: { payload: { taxMinor: 0, lines: [{ unitPriceMinor: 232_558, taxes: [] }] } } },
  ]);
});

test('the shop’s own sums are offered for cash, and transfers that nobody has seen pay up to its limit', async () => {
  await till.inFiles((store) =>
    store.write((writer) => {
      putRecord(writer, 'setting', idOf(34), { storeId: null, key: 'quick_notes', value: [700_000, 260_000, 100_000] });
      putRecord(writer, 'setting', idOf(35), { storeId: null, key: 'pending_transfer_limit_minor', value: 300_000 });
    }),
  );
  await till.signIn();
  const { saleId, quickNotesMinor } = await scan(SHOP.milo.code);
  expect(quickNotesMinor).toEqual([260_000, 700_000]);
  const two = await scan(SHOP.milo.code, saleId);
  const paidBy = (state?: 'confirmed') => ({
    saleId,
    tenders: [{ method: 'transfer' as const, amountMinor: two.totalMinor, reference: '', ...(state && { state }) }],
  });
  expect(await till.no(saleCompleteCall, paidBy())).toBe('pending_transfer_limit');
  expect(await till.ok(saleCompleteCall, paidBy('confirmed'))).toMatchObject({ totalMinor: 500_000 });
  const next = await scan(SHOP.milo.code);
  const unseen = { method: 'transfer' as const, amountMinor: next.totalMinor, reference: '' };
  expect(await till.ok(saleCompleteCall, { saleId: next.saleId, tenders: [unseen] })).toMatchObject({
    pendingMinor: 250_000,
  });
});

test('on account stops at the customer’s limit, sales before it counted', async () => {
  const onAccount = async (quantityMilli: number) => {
    const { saleId } = await till.ok(saleOpenCall, { customerId: SHOP.customer.id });
    const sale = await till.ok(saleAddItemCall, {
      saleId,
      item: { code: SHOP.milo.code },
      quantityMilli: milli(quantityMilli),
    });
    return { saleId, tenders: [{ method: 'credit' as const, amountMinor: sale.totalMinor }] };
  };
  await till.ok(saleCompleteCall, await onAccount(4000));
  const tooMuch = await onAccount(1000);
  expect(await till.no(saleCompleteCall, tooMuch)).toBe('credit_limit');
  expect(
    await till.ok(saleCompleteCall, { ...tooMuch, approval: { userId: SHOP.manager.id, pin: SHOP.manager.pin } }),
  ).toMatchObject({ pendingMinor: 0 });
});

test('what lay in a cleared sale stays visible, an empty one leaves no trace', async () => {
  const empty = await till.ok(saleOpenCall, {});
  await till.ok(saleClearCall, { saleId: empty.saleId });
  const { saleId } = await scan(SHOP.milo.code);
  await till.ok(saleClearCall, { saleId, reason: 'left without it' });
  expect((await till.ok(saleCurrentCall, {})).sale).toBeNull();
  const abandoned = await changesOf('sale.abandoned');
  expect(abandoned).toMatchObject([
    { ok: true, value: { payload: { saleId, lineCount: 1, totalMinor: 250_000, reason: 'left without it' } } },
  ]);
});

test('a repeated tap gets the very answer of the first, whatever happened since', async () => {
  const callId = randomUUID();
  const tap = { saleId: null, item: { code: SHOP.milo.code } };
  const first = await till.ok(saleAddItemCall, tap, callId);
  await scan(SHOP.airtime.code, first.saleId);
  expect(await till.ok(saleAddItemCall, tap, callId)).toEqual(first);
  await till.ok(saleClearCall, { saleId: first.saleId });
  expect(await till.ok(saleAddItemCall, tap, callId)).toEqual(first);
  expect((await till.ok(saleCurrentCall, {})).sale).toBeNull();
});

test('text that can’t be written down as it is gets no further than the door', async () => {
  for (const note of ['half a smile \ud83d', 'the end\u0000'])
    expect(
      await till.raw({
        name: 'sale.add_item',
        callId: randomUUID(),
        input: { saleId: null, item: { code: SHOP.milo.code }, note },
      }),
    ).toMatchObject({ fault: 'bad_input', fields: [{ field: 'note' }] });
});

test('nonsense at the door gets words, and nothing is written', async () => {
  expect(await till.raw('hello')).toMatchObject({ ok: false, fault: 'malformed' });
  expect(await till.raw({ name: 'sale.explode', input: {} })).toMatchObject({ ok: false, fault: 'unknown_call' });
  expect(await till.raw({ name: 'sale.open', input: {} })).toMatchObject({
    fault: 'bad_input',
    fields: [{ field: 'callId' }],
  });
  const reply = await till.raw({
    name: 'sale.add_item',
    callId: randomUUID(),
    input: { saleId: null, item: { code: SHOP.milo.code }, quantityMilli: 0.5 },
  });
  expect(reply).toMatchObject({ ok: false, fault: 'bad_input', fields: [{ field: 'quantityMilli' }] });
  expect(
    await till.no(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code }, quantityMilli: milli(-1000) }),
  ).toBe('quantity_not_positive');
  expect((await till.ok(saleCurrentCall, {})).sale).toBeNull();
});
