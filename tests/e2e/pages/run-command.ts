import type { Page } from '@playwright/test';

/** Opens the command palette and runs the first command whose words have these in them. */
export async function runCommand(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+K');
  const field = page.getByRole('dialog', { name: 'Commands' }).getByRole('textbox', { name: 'Type a command' });
  await field.fill(words);
  await field.press('Enter');
}
