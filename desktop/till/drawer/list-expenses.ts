import { must } from '#shared/base/assert.ts';
import { minor } from '#shared/base/money.ts';
import { accept } from '#shared/base/outcome.ts';
import { instantAt } from '#shared/base/time.ts';
import { expenseListCall } from '#shared/till-calls/expense-calls.ts';
import { businessDateOf } from '../store/business-date.ts';
import { reading } from '../store/handler.ts';
import { expenseCategories, expenseView } from './expense-view.ts';

/** More than a drawer pays out in a day; of a longer list the latest are shown. */
const SHOWN_MAX = 300;

/** What this till spent today, or since its drawer was opened where that was on a day before. */
export const listExpenses = reading(expenseListCall, ({ core }) =>
  core.store.read((reader) => {
    const { timeZone } = must(reader.meta.identity(), 'a till where somebody is signed in belongs to a shop');
    const shift = reader.shifts.open();
    const today = businessDateOf(reader, instantAt(core.nowMs(), timeZone), core.changes.clockQuality());
    const found = reader.expenses.since(shift !== null && shift.shiftDate < today ? shift.shiftDate : today, SHOWN_MAX);
    const standing = found.filter(({ isRemoved }) => !isRemoved);
    return accept({
      expenses: found.map((expense) => expenseView(reader, expense)),
      totalMinor: minor(standing.reduce((sum, { amountMinor }) => sum + amountMinor, 0)),
      categories: expenseCategories(reader),
      isDrawerOpen: shift !== null,
    });
  }),
);
