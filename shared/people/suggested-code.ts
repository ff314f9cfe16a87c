const LENGTH = 3;

/** The first letters of a store's name as its code: SUR for Surulere. */
export function suggestedCode(name: string): string {
  const plain = name.normalize('NFD').replace(/[^A-Za-z0-9]/g, '');
  return plain.slice(0, LENGTH).toLocaleUpperCase('en');
}
