import { expect } from '@playwright/test';
import { DEMO_STAFF } from '#server/demo/demo-business.ts';
import { callTill } from '#server/shop/till-door.ts';
import { creditFindCall, creditLoadCall } from '#shared/till-calls/credit-calls.ts';
import { donePage } from '../pages/done-page.ts';
import { goodsBackPage } from '../pages/goods-back-page.ts';
import { managerQuestion } from '../pages/manager-question.ts';
import { runCommand } from '../pages/run-command.ts';
import { scan } from '../pages/scan.ts';
import { sellPage } from '../pages/sell-page.ts';
import { MILO, PEAK } from '../shop/goods.ts';
import { test } from '../shop/shop-test.ts';

const [, TUNDE, , AISHA] = DEMO_STAFF;
/** Sold by weight, ₦7,800 a kilo. */
const GOAT = 'Goat Meat';

test('goods without a receipt come back at an agreed price when a manager agrees', async ({ selling }) => {
  const back = goodsBackPage(selling);
  await back.open();
  await expect(back.giveBack).toBeDisabled();
  await scan(selling, PEAK.code);
  await scan(selling, PEAK.code);
  await expect(back.quantity(PEAK.name)).toHaveValue('2');
  await expect(back.price(PEAK.name)).toHaveValue('4950');
  await expect(back.line(PEAK.name)).toContainText('₦9,900.00');
  await selling.keyboard.press('F8');
  await selling.keyboard.type('4500');
  await expect(back.line(PEAK.name)).toContainText('₦9,000.00');
  await back.sendAside(PEAK.name);
  await expect(back.side).toContainText('Choose why they come back.');
  await back.say('Damaged');
  await expect(back.giveBack).toHaveText(/^Refund ₦9,000\.00/);
  await selling.keyboard.press('F12');
  const question = managerQuestion(selling);
  await expect(question.title).toContainText('Without a receipt it always takes two people.');
  await question.agree(AISHA.fullName, AISHA.pin);
  await expect(selling.getByText('This is not part of your role; ask a manager.')).toBeVisible();
  await expect(back.lines).toHaveCount(1);
  await question.agree(TUNDE.fullName, TUNDE.pin);
  await expect(selling.getByRole('heading', { name: 'Refund finished' })).toBeVisible();
  await expect(donePage(selling).work).toContainText('₦9,000.00');
  await expect(donePage(selling).receipt).toContainText('REFUND');
  await expect(donePage(selling).receipt).toContainText(PEAK.name);
  await selling.keyboard.press('Enter');
  await back.open();
  await expect(back.lines).toHaveCount(0);
});

test('a weighed item without a receipt is found by its name and asks for its weight', async ({ selling }) => {
  const back = goodsBackPage(selling);
  await runCommand(selling, 'without a receipt');
  await selling.keyboard.press('F2');
  await selling.keyboard.type('goat meat');
  await sellPage(selling).hits.filter({ hasText: GOAT }).first().click();
  await expect(back.quantity(GOAT)).toHaveValue('');
  await expect(back.quantity(GOAT)).toBeFocused();
  await expect(back.side).toContainText(`Type how much of ${GOAT} comes back, in kg.`);
  await back.say('Wrong item');
  await expect(back.giveBack).toBeDisabled();
  await selling.keyboard.press('F7');
  await selling.keyboard.type('1.5');
  await expect(back.giveBack).toHaveText(/^Refund ₦11,700\.00/);
  await back.giveBack.click();
  await managerQuestion(selling).agree(TUNDE.fullName, TUNDE.pin);
  await expect(selling.getByRole('heading', { name: 'Refund finished' })).toBeVisible();
  await expect(donePage(selling).work).toContainText('₦11,700.00');
  await expect(donePage(selling).receipt).toContainText('1.5');
});

test('what was collected without a receipt stays over Esc, and what was dropped comes back', async ({ selling }) => {
  const back = goodsBackPage(selling);
  await back.open();
  await scan(selling, '99887766554433');
  await expect(back.trouble).toContainText('99887766554433 is not in the list');
  await scan(selling, MILO.code);
  await expect(back.lines).toHaveCount(1);
  await scan(selling, PEAK.code);
  await expect(back.lines).toHaveCount(2);
  await selling.keyboard.press('F2');
  await selling.keyboard.type('mil');
  await expect(sellPage(selling).hits.first()).toBeVisible();
  await selling.keyboard.press('Escape');
  await expect(back.lines).toHaveCount(2);
  await selling.keyboard.press('Escape');
  await selling.keyboard.press('Escape');
  await expect(selling.getByRole('heading', { name: 'Refund', exact: true })).toBeVisible();
  await selling.keyboard.press('F8');
  await expect(back.lines).toHaveCount(2);
  await selling.keyboard.press('Delete');
  await expect(back.lines).toHaveCount(1);
  await selling.getByRole('button', { name: 'Undo' }).click();
  await expect(back.lines).toHaveCount(2);
  await selling.getByRole('button', { name: 'Start over' }).click();
  await expect(back.lines).toHaveCount(0);
  await selling.getByRole('button', { name: 'Undo' }).click();
  await expect(back.lines).toHaveCount(2);
  await selling.getByRole('button', { name: 'Start over' }).click();
  await expect(back.side).toContainText('Nothing collected yet');
});

test('money without a receipt goes onto a store credit by its code', async ({ selling, shop: { till } }) => {
  const back = goodsBackPage(selling);
  const opened = await callTill(till, creditLoadCall.name, {
    credit: { kind: 'store_credit' },
    amountMinor: 0,
    tenders: [],
    approval: { userId: TUNDE.id, pin: TUNDE.pin },
  });
  if (!opened.ok) throw new Error(`no store credit is opened: ${JSON.stringify(opened)}`);
  const code = creditLoadCall.output.parse(opened.value).code ?? '';
  await back.open();
  await scan(selling, MILO.code);
  await back.say('Changed mind');
  await back.giveBy('Store credit');
  await expect(back.side).toContainText('Scan or type the code of the card or slip.');
  await back.side.getByRole('textbox', { name: 'Code of the card or slip' }).fill('ABCD-EFGH-JKLM');
  await selling.keyboard.press('F12');
  await managerQuestion(selling).agree(TUNDE.fullName, TUNDE.pin);
  await expect(back.trouble).toContainText('No gift card or store credit has this code here.');
  await back.side.getByRole('textbox', { name: 'Code of the card or slip' }).fill(code);
  await selling.keyboard.press('F12');
  await managerQuestion(selling).agree(TUNDE.fullName, TUNDE.pin);
  await expect(selling.getByRole('heading', { name: 'Refund finished' })).toBeVisible();
  await expect(donePage(selling).work).toContainText('₦5,200.00');
  const found = await callTill(till, creditFindCall.name, { code });
  expect(found).toMatchObject({ ok: true, value: { balanceMinor: 520_000 } });
});
