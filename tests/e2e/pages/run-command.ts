import type { Page } from '@playwright/test';

/** Runs a command by its name: Ctrl+K, the name, Enter. */
export async function runCommand(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const panel = page.getByRole('dialog', { name: 'Commands' });
  await panel.getByRole('textbox', { name: 'Type a command' }).fill(name);
  await page.keyboard.press('Enter');
  await panel.waitFor({ state: 'hidden' });
}
