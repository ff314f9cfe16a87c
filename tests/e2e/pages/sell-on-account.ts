import { expect, type Page } from '@playwright/test';
import { DEMO_STAFF } from '#server/demo/demo-business.ts';
import { callTill } from '#server/shop/till-door.ts';
import { customerSaveCall } from '#shared/till-calls/customer-calls.ts';
import type { Shop } from '../shop/shop-door.ts';
import { donePage } from './done-page.ts';
import { managerQuestion } from './manager-question.ts';
import { payPage } from './pay-page.ts';
import { scan } from './scan.ts';
import { sellPage } from './sell-page.ts';

const MANAGER = DEMO_STAFF[1];

/** Puts somebody into the till's list, by the till's own door; whoever is signed in adds them. */
export async function addCustomer({ till }: Shop, name: string): Promise<void> {
  const reply = await callTill(till, customerSaveCall.name, { id: null, name });
  if (!reply.ok) throw new Error(`${customerSaveCall.name}: ${JSON.stringify(reply)}`);
}

/** Sells one thing to a customer on account, to which a manager agrees; begins and ends at an empty sale. */
export async function sellOnAccount(page: Page, customer: string, code: string): Promise<void> {
  const sell = sellPage(page);
  const pay = payPage(page);
  await scan(page, code);
  await expect(sell.lines).toHaveCount(1);
  await page.keyboard.press('F3');
  const panel = sell.panel('Customer');
  await panel.getByRole('textbox', { name: 'Name or phone' }).fill(customer);
  await panel.getByRole('button', { name: new RegExp(`^${customer}`) }).click();
  await expect(sell.sale.getByRole('button', { name: customer })).toBeVisible();
  await page.keyboard.press('F12');
  await pay.chooseWay('On account');
  await pay.take('Put on account, finish').click();
  await managerQuestion(page).agree(MANAGER.fullName, MANAGER.pin);
  await expect(donePage(page).saved).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(sell.sale).toContainText('Scan the first item');
}
