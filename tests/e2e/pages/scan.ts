import type { Page } from '@playwright/test';

/**
 * Scans as a scanner does that is a keyboard: every digit within moments, then Enter, wherever the focus is.
 *
 * The keys are pressed inside the page, in one go, and do what a browser does with them: by keys sent from outside, a
 * busy machine would make a person's slow typing of them. For the same reason each says the moment at which a scanner
 * sends it. A page that was just drawn is given its two frames to listen.
 */
export async function scan(page: Page, digits: string): Promise<void> {
  await page.evaluate(async (code) => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await nextFrame();
    await nextFrame();
    const beginMs = performance.now();
    for (const [at, key] of [...Array.from(code), 'Enter'].entries()) {
      const target = document.activeElement ?? document.body;
      const init = { key, code: key === 'Enter' ? key : `Digit${key}`, bubbles: true, cancelable: true };
      const down = new KeyboardEvent('keydown', init);
      Object.defineProperty(down, 'timeStamp', { value: beginMs + at });
      const isLeft = target.dispatchEvent(down);
      if (isLeft && key !== 'Enter' && target instanceof HTMLInputElement)
        document.execCommand('insertText', false, key);
      target.dispatchEvent(new KeyboardEvent('keyup', init));
    }
  }, digits);
}
