import { DEMO_PASSWORD, DEMO_STAFF } from '#server/demo/demo-business.ts';

const ROLE_NAMES: Readonly<Record<string, string>> = { owner: 'Owner', manager: 'Manager', sales_clerk: 'Cashier' };

/** What a person needs to look round: addresses, and in the demo the sign-ins. */
export function shopGreeting(shop: {
  officeUrl: string;
  tillUrls: readonly string[];
  demo: boolean;
  dataDir: string;
  tookMs: number;
}): string {
  const lines = [
    '',
    `The shop is open (after ${(shop.tookMs / 1000).toFixed(1)} s). Its data lies in ${shop.dataDir}.`,
    '',
    `  Owner's web app   ${shop.officeUrl}/`,
    ...shop.tillUrls.map((url, index) => `  Till ${index + 1}            ${url}`),
    '',
  ];
  if (shop.demo) {
    const owner = DEMO_STAFF[0];
    lines.push(
      `  Sign in to the web app:  ${owner.email}  /  ${DEMO_PASSWORD}`,
      '  Sign in at a till with the PIN of:',
    );
    for (const person of DEMO_STAFF)
      lines.push(
        `    ${person.fullName.padEnd(18)} ${person.pin.padEnd(8)} ${ROLE_NAMES[person.roleKey] ?? person.roleKey}`,
      );
  } else {
    lines.push('  Register in the web app, add a store, and make an enrolment code for the till there.');
    lines.push(`  Messages that would go out by e-mail lie in ${shop.dataDir}/outbox.`);
  }
  lines.push('', 'Ctrl-C closes it.', '');
  return lines.join('\n');
}
