import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds serious or critical, each with the places where it stands. */
export async function seriousOn(page: Page, name: string): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(RULES)
    // What was just read aloud stays here for some seconds; it points at parts that may be gone by then.
    .exclude('[data-live-announcer]')
    // Not finished in axe: it takes the initials that are drawn beside a name for words of it.
    .disableRules('label-content-name-mismatch')
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${name}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
