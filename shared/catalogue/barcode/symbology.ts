/** What kind of symbol a scanner says that it read (ISO/IEC 15424, the three characters before the data). */
export type Symbology = 'ean13' | 'ean8' | 'itf' | 'gs1' | 'matrix' | 'other' | 'unsaid';

const KNOWN: Readonly<Record<string, Symbology>> = {
  ']E0': 'ean13',
  ']E3': 'ean13',
  ']E4': 'ean8',
  ']I0': 'itf',
  ']I1': 'itf',
  ']C1': 'gs1',
  ']e0': 'gs1',
  ']e1': 'gs1',
  ']e2': 'gs1',
  ']d2': 'gs1',
  ']Q3': 'gs1',
  ']J1': 'gs1',
  ']d1': 'matrix',
  ']Q1': 'matrix',
  ']J0': 'matrix',
};

/** Takes the symbology identifier off, where the scanner sends one. */
export function splitSymbology(scan: string): { readonly symbology: Symbology; readonly text: string } {
  if (!/^\][A-Za-z][0-9A-Za-z]/.test(scan)) return { symbology: 'unsaid', text: scan };
  return { symbology: KNOWN[scan.slice(0, 3)] ?? 'other', text: scan.slice(3) };
}
