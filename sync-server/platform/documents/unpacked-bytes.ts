const ENTRY = Buffer.from([0x50, 0x4b, 0x01, 0x02]);
const UNPACKED_AT = 24;
const ENTRY_BYTES_MIN = 46;

/** How large a zip says that it gets: the sum over its directory, looked at before anything is unpacked. */
export function unpackedBytes(zip: Uint8Array): number {
  const bytes = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
  let sum = 0;
  for (let at = bytes.indexOf(ENTRY); at >= 0; at = bytes.indexOf(ENTRY, at + ENTRY.length)) {
    if (at + ENTRY_BYTES_MIN <= bytes.length) sum += bytes.readUInt32LE(at + UNPACKED_AT);
  }
  return sum;
}
