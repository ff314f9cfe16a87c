/** Letters and digits that nobody mistakes for each other, on paper or on the phone. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const CODE_LENGTH = 12;
const END_LENGTH = 4;

/** How a code is compared: as it is typed or scanned, without case, blanks and dashes. */
function codeKey(code: string): string {
  return code.toUpperCase().replaceAll(/[\s-]/g, '');
}

/** What a code is kept as. The business stands in it, so that a list of hashes of another says nothing here. */
export function codeText(businessId: string, code: string): string {
  return `${businessId}\n${codeKey(code)}`;
}

/** The last characters of a code, by which people tell one credit from another. */
export function codeEnd(code: string): string {
  return codeKey(code).slice(-END_LENGTH);
}

/** Makes a code of sixty bits out of a random hash, in groups of four: `7K2M-9QRT-XW3D`. */
export function codeOfHash(hash: string): string {
  const groups: string[] = [];
  for (let at = 0; at < CODE_LENGTH; at += 1) {
    const byte = Number.parseInt(hash.slice(at * 2, at * 2 + 2), 16);
    const letter = ALPHABET[byte % ALPHABET.length] ?? '';
    if (at % END_LENGTH === 0) groups.push(letter);
    else groups[groups.length - 1] += letter;
  }
  return groups.join('-');
}
