import type { Page } from '@playwright/test';

type Key = {
  readonly key: string;
  readonly code: string;
  readonly text: string;
  readonly windowsVirtualKeyCode: number;
};

const ENTER: Key = { key: 'Enter', code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 };

/**
 * Scans as a scanner does that is a keyboard: every digit within moments, then Enter, wherever the focus is.
 *
 * In Chromium the keys are sent without waiting for one another, so that a busy machine does not make a person's typing
 * of them.
 */
export async function scan(page: Page, digits: string): Promise<void> {
  if (page.context().browser()?.browserType().name() !== 'chromium') return page.keyboard.type(`${digits}\n`);
  const session = await page.context().newCDPSession(page);
  const keys = [...Array.from(digits, digitKey), ENTER];
  await Promise.all(
    keys.flatMap(({ text, ...key }) => [
      session.send('Input.dispatchKeyEvent', { type: 'keyDown', text, ...key }),
      session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }),
    ]),
  );
  return session.detach();
}

function digitKey(digit: string): Key {
  return { key: digit, code: `Digit${digit}`, text: digit, windowsVirtualKeyCode: digit.charCodeAt(0) };
}
