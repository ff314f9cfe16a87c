import type { Page } from '@playwright/test';

/**
 * Scans as a scanner does that is a keyboard: every digit within moments, then Enter, wherever the focus is.
 *
 * The keys are pressed inside the page, in one go, and do what a browser does with them: by keys sent from outside, a
 * busy machine would make a person's slow typing of them. A page that was just drawn is given its two frames to listen.
 */
export async function scan(page: Page, digits: string): Promise<void> {
  await page.evaluate(async (code) => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await nextFrame();
    await nextFrame();
    for (const key of [...Array.from(code), 'Enter']) {
      const target = document.activeElement ?? document.body;
      const init = { key, code: key === 'Enter' ? key : `Digit${key}`, bubbles: true, cancelable: true };
      const isLeft = target.dispatchEvent(new KeyboardEvent('keydown', init));
      if (isLeft && key !== 'Enter' && target instanceof HTMLInputElement)
        document.execCommand('insertText', false, key);
      target.dispatchEvent(new KeyboardEvent('keyup', init));
    }
  }, digits);
}
