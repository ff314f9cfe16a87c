/** A word from its end to its start, code point by code point: how words are filed by their endings. */
export function backwards(word: string): string {
  return Array.from(word).toReversed().join('');
}
