import { readDigitalLink } from './digital-link.ts';
import { type Gs1Element, GS, readBracketed, readElementString } from './element-string.ts';
import { type EmbeddedLayout, type EmbeddedRead, readEmbedded } from './embedded-layout.ts';
import { type Gs1Content, gs1ContentOf } from './gs1-content.ts';
import { barcodeKey, expandUpcE, gtin14Of, isGtin } from './gtin.ts';
import { type Symbology, splitSymbology } from './symbology.ts';

/**
 * What a scanner read. `keys` are what the catalogue files codes under (`barcodeKey`), the likeliest first.
 *
 * `embedded`: a scale's label; a product filed under the whole code, `exactKey`, comes before it. `text`: any other code; one
 * that looks like a GTIN but has the wrong check digit is looked up as it stands, and was misread if it isn't found.
 */
export type BarcodeRead =
  | { readonly kind: 'gtin'; readonly code: string; readonly keys: readonly string[] }
  | ({ readonly kind: 'embedded'; readonly code: string; readonly exactKey: string } & EmbeddedRead)
  | {
      readonly kind: 'gs1';
      readonly code: string;
      readonly keys: readonly string[];
      readonly content: Gs1Content;
      readonly elements: readonly Gs1Element[];
    }
  | { readonly kind: 'text'; readonly code: string; readonly keys: readonly string[]; readonly badCheckDigit: boolean }
  | {
      readonly kind: 'unreadable';
      readonly code: string;
      readonly reason: 'empty' | 'too_long' | 'check_digit' | 'elements';
    };

export type BarcodeSettings = {
  readonly layouts: readonly EmbeddedLayout[];
  readonly currencyExponent: number;
  /** Decides the century of a label's dates. */
  readonly thisYear: number;
};

const SCAN_LENGTH_MAX = 2000;

/** Reads what a scanner sent, or what somebody typed from under the bars. Never throws, whatever comes. */
export function readBarcode(scan: string, settings: BarcodeSettings): BarcodeRead {
  const trimmed = scan.replace(/[\r\n\t ]+$/, '').replace(/^[\r\n\t ]+/, '');
  if (trimmed.length > SCAN_LENGTH_MAX) return { kind: 'unreadable', code: '', reason: 'too_long' };
  const { symbology, text } = splitSymbology(trimmed);
  if (text === '') return { kind: 'unreadable', code: '', reason: 'empty' };
  switch (symbology) {
    case 'ean13':
    case 'ean8':
      return readRetail(text, symbology === 'ean8' ? 8 : 13, settings);
    case 'gs1':
      return (
        readGs1(text, readElementString(text.startsWith(GS) ? text.slice(1) : text), settings) ?? {
          kind: 'unreadable',
          code: text,
          reason: 'elements',
        }
      );
    case 'itf':
    case 'matrix':
    case 'other':
    case 'unsaid':
      return readUnsaid(text, symbology, settings);
  }
}

/** A symbol that can only be an EAN: its scanner has checked it, so a wrong digit was lost on the way. Add-ons are left out. */
function readRetail(text: string, length: 8 | 13, settings: BarcodeSettings): BarcodeRead {
  const [bars = ''] = text.split('|');
  const addOns = length === 13 ? [0, 2, 5] : [0];
  const digits = bars.slice(0, length);
  if (!addOns.includes(bars.length - length) || !isGtin(digits))
    return { kind: 'unreadable', code: text, reason: 'check_digit' };
  return readGtin(digits, settings);
}

function readUnsaid(text: string, symbology: Symbology, settings: BarcodeSettings): BarcodeRead {
  const label = readGs1(text, labelElements(text, symbology), settings);
  if (label !== null) return label;
  if (isGtin(text)) return readGtin(text, settings);
  const upcA = expandUpcE(text);
  if (upcA !== null) return { kind: 'gtin', code: text, keys: [gtin14Of(upcA)] };
  return { kind: 'text', code: text, keys: [barcodeKey(text)], badCheckDigit: /^(\d{8}|\d{12,14})$/.test(text) };
}

function readGtin(digits: string, settings: BarcodeSettings): BarcodeRead {
  const ean13 = digits.length === 14 ? '' : digits.padStart(13, '0');
  const embedded =
    digits.length >= 12 && ean13 !== '' ? readEmbedded(ean13, settings.layouts, settings.currencyExponent) : null;
  if (embedded !== null) return { kind: 'embedded', code: digits, exactKey: gtin14Of(digits), ...embedded };
  const upcA = expandUpcE(digits);
  return { kind: 'gtin', code: digits, keys: upcA === null ? [gtin14Of(digits)] : [gtin14Of(digits), gtin14Of(upcA)] };
}

/** Elements that say so themselves: brackets, a leading separator, an address, or a GTIN and more behind identifier 01. */
function labelElements(text: string, symbology: Symbology): readonly Gs1Element[] | null {
  if (/^https?:/i.test(text)) return readDigitalLink(text);
  if (symbology === 'matrix') return null;
  if (text.startsWith(GS)) return readElementString(text.slice(1));
  if (text.startsWith('(')) return readBracketed(text);
  return /^01\d{14}./.test(text) ? readElementString(text) : null;
}

function readGs1(text: string, elements: readonly Gs1Element[] | null, settings: BarcodeSettings): BarcodeRead | null {
  if (elements === null) return null;
  const content = gs1ContentOf(elements, settings.thisYear, settings.currencyExponent);
  return { kind: 'gs1', code: text, keys: content.gtin14 === null ? [] : [content.gtin14], content, elements };
}
