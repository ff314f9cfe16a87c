import iconv from 'iconv-lite';

/** How bytes above ASCII become signs. `isWide`: two bytes to a sign, as in Chinese. */
export type TextTable = { readonly name: string; readonly isWide: boolean };

/**
 * Epson's numbers of ESC t, and the encodings they stand for.
 *
 * https://download4.epson.biz/sec_pubs/pos/reference_en/escpos/esc_lt.html
 */
const TABLES: Readonly<Record<number, string>> = {
  0: 'cp437',
  1: 'shiftjis',
  2: 'cp850',
  3: 'cp860',
  4: 'cp863',
  5: 'cp865',
  13: 'cp857',
  14: 'cp737',
  15: 'iso88597',
  16: 'windows1252',
  17: 'cp866',
  18: 'cp852',
  19: 'cp858',
  21: 'cp874',
  26: 'cp874',
  30: 'tcvn',
  32: 'cp720',
  33: 'cp775',
  34: 'cp855',
  35: 'cp861',
  36: 'cp862',
  37: 'cp864',
  38: 'cp869',
  39: 'iso88592',
  40: 'iso885915',
  44: 'cp1125',
  45: 'windows1250',
  46: 'windows1251',
  47: 'windows1253',
  48: 'windows1254',
  49: 'windows1255',
  50: 'windows1256',
  51: 'windows1257',
  52: 'windows1258',
};

const WIDE_TABLE: TextTable = { name: 'gb18030', isWide: true };
const UNKNOWN: TextTable = { name: '', isWide: false };

/** The table of one number; one that is nowhere told shows a sign that says so. */
export function textTable(number: number): TextTable {
  const name = TABLES[number];
  return name === undefined ? UNKNOWN : { name, isWide: false };
}

/** What FS & turns on. */
export function wideTable(): TextTable {
  return WIDE_TABLE;
}

/** One sign, of one byte or of two. */
export function signOf(bytes: Uint8Array, table: TextTable): string {
  const [first = 0] = bytes;
  if (bytes.length === 1 && first < 0x80) return String.fromCharCode(first);
  if (!iconv.encodingExists(table.name)) return '\ufffd';
  return iconv.decode(Buffer.from(bytes), table.name);
}
