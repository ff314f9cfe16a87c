import { expect } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { accessSchema } from '#shared/api/auth-endpoints.ts';
import { sentSchema } from '#shared/api/password-endpoints.ts';
import { confirmTotpEndpoint, enableTotpEndpoint } from '#shared/api/second-factor-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import { apiCaller, dataOf } from '#tests/support/api-caller.ts';
import { DEMO_PASSWORD, DEMO_STAFF } from '#server/demo/demo-business.ts';
import { officePages } from '../pages/office-pages.ts';
import { shopOwner } from '../shop/shop-owner.ts';
import { sentPath } from '../shop/sent-path.ts';
import { test } from '../shop/shop-test.ts';

const [FOLAKE, , CHIAMAKA, , IFEANYI] = DEMO_STAFF;

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

test('somebody who forgot the password chooses another by the message, and the link works once', async ({
  office,
  shop,
}) => {
  const pages = officePages(office);
  await office.goto('/');
  await office.getByRole('link', { name: 'Forgot your password?' }).click();
  await expect(pages.title('Choose a new password')).toBeVisible();
  await office.getByRole('button', { name: 'Send the link' }).click();
  await expect(office.getByText('Type your e-mail')).toBeVisible();
  await pages.email.fill(IFEANYI.email);
  await office.getByRole('button', { name: 'Send the link' }).click();
  await expect(office.getByRole('status')).toContainText(`If ${IFEANYI.email} has an account, a link is on its way.`);
  const path = await sentPath(shop.outboxDir, IFEANYI.email, 'reset-password');
  await office.goto(path);
  const change = office.getByRole('button', { name: 'Change the password' });
  await pages.password.fill('short');
  await change.click();
  await expect(office.getByText('A password here has at least 10 characters')).toBeVisible();
  await pages.password.fill('password123');
  await change.click();
  await expect(pages.trouble).toContainText('among the first that others would guess');
  await pages.password.fill('mango-season-in-april');
  await change.click();
  await expect(pages.title('Your password is changed')).toBeVisible();
  await office.getByRole('link', { name: 'Sign in' }).click();
  await pages.signIn({ email: IFEANYI.email, password: 'mango-season-in-april' });
  await expect(office.getByRole('main')).toContainText('Your role works at the till');
  await office.goto(path);
  await pages.password.fill('another-mango-in-may');
  await change.click();
  await expect(pages.title('This link does not work any more')).toBeVisible();
  await office.getByRole('link', { name: 'Ask for another link' }).click();
  await expect(pages.title('Choose a new password')).toBeVisible();
});

test('somebody invited chooses a password and a PIN, and signs in', async ({ office, shop }) => {
  const pages = officePages(office);
  const email = 'ngozi@adeyemi.example';
  const owner = await shopOwner(shop.officeUrl);
  const takeOut = await owner.invite(email, 'Ngozi Umeh');
  await office.goto(await sentPath(shop.outboxDir, email, 'invite'));
  await expect(pages.title('Welcome')).toBeVisible();
  const join = office.getByRole('button', { name: 'Join' });
  const pin = office.getByLabel('PIN for the till');
  await pages.password.fill('mango-season-in-april');
  await pin.fill('12');
  await join.click();
  await expect(office.getByText('A PIN is 4 to 8 digits')).toBeVisible();
  await pin.fill('1234');
  await join.click();
  await expect(office.getByText('This PIN is among the first that others would guess.')).toBeVisible();
  await pin.fill('8306');
  await join.click();
  await expect(pages.title('You are in')).toBeVisible();
  await office.getByRole('link', { name: 'Sign in' }).click();
  await pages.signIn({ email, password: 'mango-season-in-april' });
  await expect(office.getByRole('main')).toContainText('Your role works at the till');
  await takeOut();
  await office.reload();
  await expect(pages.title('Sign in')).toBeVisible();
});

test('an account with a second factor asks for a code, and takes one on paper too', async ({ office, shop }) => {
  const pages = officePages(office);
  const email = 'amaka@adeyemi.example';
  const owner = await shopOwner(shop.officeUrl);
  const takeOut = await owner.invite(email, 'Amaka Obi');
  const invitation = (await sentPath(shop.outboxDir, email, 'invite')).replace('/invite/', '');
  const anybody = apiCaller({ url: shop.officeUrl });
  const password = 'mango-season-in-april';
  dataOf(await anybody('POST', `/users/invite/${invitation}/accept`, { body: { password } }), sentSchema);
  const signedIn = await anybody('POST', '/auth/login', { body: { email, password, client: 'program' } });
  const ask = apiCaller({ url: shop.officeUrl }, dataOf(signedIn, accessSchema).accessToken);
  const begun = await ask('POST', '/auth/totp/enable', { body: { currentPassword: password } });
  const { secret } = dataOf(begun, enableTotpEndpoint.answer);
  const app = new TOTP({ secret: Secret.fromBase32(secret) });
  const confirmed = await ask('POST', '/auth/totp/confirm', { body: { code: app.generate() } });
  const [paper] = dataOf(confirmed, confirmTotpEndpoint.answer).recoveryCodes;
  await office.goto('/');
  await pages.email.fill(email);
  await pages.password.fill(password);
  await pages.signInButton.click();
  const code = office.getByRole('textbox', { name: 'Code of your authenticator app' });
  await expect(code).toBeVisible();
  await expect(pages.trouble).toHaveCount(0);
  await pages.signInButton.click();
  await expect(office.getByText('Type the code', { exact: true })).toBeVisible();
  await code.fill('000000');
  await pages.signInButton.click();
  await expect(pages.trouble).toHaveText(
    'This code is not right, or was used already. Type the one that is shown now.',
  );
  await code.fill(must(paper, 'a recovery code'));
  await pages.signInButton.click();
  await expect(office.getByRole('main')).toContainText('Your role works at the till');
  await takeOut();
});
