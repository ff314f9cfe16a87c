import {
  addExpenseCategoryEndpoint,
  addExpenseEndpoint,
  editExpenseEndpoint,
  getExpenseEndpoint,
  listExpenseCategoriesEndpoint,
  listExpensesEndpoint,
  removeExpenseEndpoint,
} from '#shared/api/expense-endpoints.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { requireStore } from '#server/platform/sign-in/session.ts';
import { addCategory, listCategories } from './categories.ts';
import { listExpenses, readExpense } from './read-expenses.ts';
import { mountReceipts } from './receipts.ts';
import { addExpense, editExpense, removeExpense } from './write-expenses.ts';

/** /expenses: what the stores spend beside goods, and the heads of the books. */
export function mountExpenses(api: Api): void {
  serve(api, listExpenseCategoriesEndpoint, async ({ tx, session, query }) => {
    const { rows, total } = await listCategories(tx, session.businessId, query);
    return { data: rows, meta: { page: query.page, limit: query.limit, total } };
  });
  serve(api, addExpenseCategoryEndpoint, async ({ tx, session, caller, body }, deps) => ({
    data: await addCategory(tx, deps, { session, caller }, body.name),
    message: 'The category was added.',
  }));
  mountReceipts(api);
  serve(api, listExpensesEndpoint, async ({ tx, session, query }) => {
    if (query.storeId !== undefined) requireStore(session, query.storeId);
    return listExpenses(tx, { session, query });
  });
  serve(api, getExpenseEndpoint, async ({ tx, session, params }) => ({
    data: await readExpense(tx, session, params.id),
  }));
  serve(api, addExpenseEndpoint, async ({ tx, session, caller, body }, deps) => ({
    data: await addExpense(tx, deps, { session, caller }, body),
    message: 'The expense was recorded.',
  }));
  serve(api, editExpenseEndpoint, async ({ tx, session, caller, params, body, checkVersion }, deps) => ({
    data: await editExpense(tx, deps, { session, caller }, { id: params.id, body, checkVersion }),
    message: 'Saved.',
  }));
  serve(api, removeExpenseEndpoint, async ({ tx, session, caller, params }, deps) => {
    await removeExpense(tx, deps, { session, caller }, params.id);
    return {
      data: { id: params.id, archived: true },
      message: 'The expense was taken out of the books; the log still shows it.',
    };
  });
}
