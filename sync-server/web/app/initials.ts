/** FA for Folake Adeyemi: the first letters of the first and the last name. */
export function initialsOf(fullName: string): string {
  const names = fullName.trim().split(/\s+/);
  const letters = names.length > 1 ? [names[0], names.at(-1)] : [names[0]];
  return letters
    .map((name) => Array.from(name ?? '')[0] ?? '')
    .join('')
    .toLocaleUpperCase();
}
