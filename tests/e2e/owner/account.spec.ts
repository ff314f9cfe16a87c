import { expect } from '@playwright/test';
import { DEMO_PASSWORD, DEMO_STAFF } from '#server/demo/demo-business.ts';
import { officePages } from '../pages/office-pages.ts';
import { test } from '../shop/shop-test.ts';

const [FOLAKE, , CHIAMAKA] = DEMO_STAFF;

test('a wrong password is said in words, and the right one opens Today', async ({ office }) => {
  const pages = officePages(office);
  await office.goto('/');
  await pages.signInButton.click();
  await expect(office.getByText('Type your password')).toBeVisible();
  await pages.email.fill(FOLAKE.email);
  await pages.password.fill('not the password');
  await pages.signInButton.click();
  await expect(pages.trouble).toHaveText('E-mail or password is not right. Check both; capital letters count.');
  await pages.signIn({ email: FOLAKE.email, password: DEMO_PASSWORD });
  await expect(pages.title('Today')).toBeVisible();
});

test('the owner stays signed in over a reload, and is out for good after signing out', async ({ office }) => {
  const pages = officePages(office);
  await office.goto('/');
  await pages.signIn({ email: FOLAKE.email, password: DEMO_PASSWORD });
  await expect(pages.title('Today')).toBeVisible();
  await office.reload();
  await expect(pages.title('Today')).toBeVisible();
  await office.getByRole('link', { name: /your settings$/ }).click();
  await office.getByRole('button', { name: 'Sign out' }).click();
  await expect(pages.title('Sign in')).toBeVisible();
  await office.goto('/sales');
  await expect(pages.title('Sign in')).toBeVisible();
  await expect(office.getByRole('main')).not.toContainText('SUR-');
});

test('after signing in the owner is on the page that was asked for', async ({ office }) => {
  const pages = officePages(office);
  await office.goto('/sales');
  await expect(pages.title('Sign in')).toBeVisible();
  await pages.signIn({ email: FOLAKE.email, password: DEMO_PASSWORD });
  await expect(pages.title('Sales')).toBeVisible();
});

test('a cashier who signs in sees no reports, and is told why', async ({ office }) => {
  const pages = officePages(office);
  await office.goto('/');
  await pages.signIn({ email: CHIAMAKA.email, password: DEMO_PASSWORD });
  await expect(pages.area('Reports')).toHaveCount(0);
  await expect(pages.area('Today')).toHaveCount(0);
  await expect(office.getByRole('main')).toContainText('Your role works at the till');
  await office.goto('/reports');
  await expect(office.getByRole('main')).toContainText('This is not part of your role');
  await expect(office.getByRole('main')).not.toContainText('₦');
});
