import { customerSaveCall, customerSearchCall } from '#shared/till-calls/customer-calls.ts';
import { milli } from '#shared/base/quantity.ts';
import {
  saleAddItemCall,
  saleCompleteCall,
  saleCurrentCall,
  saleFindCall,
  saleRefundCall,
  saleRefundableCall,
} from '#shared/till-calls/sale-calls.ts';
import { type SeededRandom } from '#tests/simulate/world/random.ts';
import type { MatrixTillSpec, Said } from './matrix-till-spec.ts';
import type { Answer, MatrixTill } from './open-matrix-till.ts';

export type Cashier = {
  /** One transaction: mostly a sale, now and then a refund of what the till knows of, or another name for a customer. */
  readonly work: () => Promise<void>;
};

type Deps = {
  readonly till: MatrixTill;
  readonly spec: Pick<MatrixTillSpec, 'variantIds' | 'customers'>;
  readonly random: SeededRandom;
  readonly say: (said: Said) => void;
  /** A name that nobody gave before. */
  readonly newName: () => string;
};

const OF_ONE = { refund: 0.12, edit: 0.2 } as const;
const ITEMS_MAX = 3;

export function cashierAt(deps: Deps): Cashier {
  return {
    work: () => {
      const what = deps.random.fraction();
      if (what < OF_ONE.refund) return refund(deps);
      return what < OF_ONE.refund + OF_ONE.edit ? edit(deps) : sell(deps);
    },
  };
}

/** Gives the value, or says why there is none. */
function told<Value>({ say }: Deps, call: string, answer: Answer<Value>): Value | null {
  if (answer.ok) return answer.value;
  say({ kind: 'refused', call, why: answer.why });
  return null;
}

async function sell(deps: Deps): Promise<void> {
  const { till, spec, random, say } = deps;
  // A till that was killed finds the open sale on its disk.
  const open = told(deps, 'sale.current', await till.ask(saleCurrentCall, {}));
  let saleId = open?.sale?.saleId ?? null;
  let totalMinor = 0;
  for (let items = random.whole(1, ITEMS_MAX); items > 0; items -= 1) {
    const item = { variantId: random.pick(spec.variantIds) };
    const sale = told(deps, 'sale.add_item', await till.ask(saleAddItemCall, { saleId, item }));
    if (sale === null) return;
    ({ saleId, totalMinor } = sale);
  }
  if (saleId === null) return;
  const tenders = [{ method: 'card' as const, amountMinor: totalMinor }];
  const done = told(deps, 'sale.complete', await till.ask(saleCompleteCall, { saleId, tenders }));
  if (done !== null) say({ kind: 'sold', saleId: done.saleId, totalMinor: done.totalMinor });
}

const LATEST = 40;

async function refund(deps: Deps): Promise<void> {
  const { till, random } = deps;
  const found = told(deps, 'sale.find', await till.ask(saleFindCall, { text: '', limit: LATEST }));
  const sales = (found?.sales ?? []).filter(({ kind }) => kind === 'sale');
  if (sales.length === 0) return sell(deps);
  const refundOf = random.pick(sales).saleId;
  const can = told(deps, 'sale.refundable', await till.ask(saleRefundableCall, { saleId: refundOf }));
  const lines = (can?.lines ?? []).filter(({ leftMilli }) => leftMilli >= milli(1000));
  if (lines.length === 0) return sell(deps);
  const { lineId } = random.pick(lines);
  const reply = await till.ask(saleRefundCall, {
    refundOf,
    lines: [{ lineId, quantityMilli: milli(1000), restock: true }],
    tenders: null,
    reason: 'too many',
  });
  const done = told(deps, 'sale.refund', reply);
  if (done !== null) deps.say({ kind: 'sold', saleId: done.saleId, totalMinor: done.totalMinor });
}

async function edit(deps: Deps): Promise<void> {
  const { till, spec, random, say, newName } = deps;
  const { id, phone } = random.pick(spec.customers);
  const found = told(deps, 'customer.search', await till.ask(customerSearchCall, { text: phone, limit: 5 }));
  const known = found?.customers.find((customer) => customer.id === id);
  if (known === undefined) return;
  const name = newName();
  // Said before it is done: what is written and never answered is judged all the same.
  say({ kind: 'edited', value: name, basedOn: known.name });
  told(deps, 'customer.save', await till.ask(customerSaveCall, { id, name, phone, email: '', allowSamePhone: true }));
}
