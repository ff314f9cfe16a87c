const PERSONAL: ReadonlySet<string> = new Set(['name', 'phone', 'email', 'taxId']);
const SHOWN_CHARACTERS = 2;

/**
 * The fields of a customer as an audit row may keep them for ever: that a phone was changed, and not to which.
 *
 * The last characters stay, so that two numbers can be told apart.
 */
export function masked(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      PERSONAL.has(name) && typeof value === 'string' && value !== '' ? `…${value.slice(-SHOWN_CHARACTERS)}` : value,
    ]),
  );
}
