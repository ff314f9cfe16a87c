const BEGINNINGS = [
  { type: 'image/jpeg', bytes: 'ffd8ff' },
  { type: 'image/png', bytes: '89504e470d0a1a0a' },
] as const;

/** The media type of a picture, told by how its bytes begin; null for what is none that tills take. */
export function pictureType(bytes: Uint8Array): 'image/jpeg' | 'image/png' | 'image/webp' | null {
  const head = Buffer.from(bytes.subarray(0, 12));
  const known = BEGINNINGS.find((one) => head.toString('hex').startsWith(one.bytes));
  if (known !== undefined) return known.type;
  const text = head.toString('latin1');
  return text.startsWith('RIFF') && text.endsWith('WEBP') ? 'image/webp' : null;
}
