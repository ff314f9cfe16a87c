import { fitsAi } from './ai-form.ts';
import type { Gs1Element } from './element-string.ts';

/** What may lead a GS1 Digital Link, and the qualifiers that may follow in this order (GS1 Digital Link URI Syntax). */
const PRIMARY_KEYS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  '00': [],
  '01': [['22', '10', '21'], ['235']],
  '253': [],
  '255': [],
  '401': [],
  '402': [],
  '414': [['254'], ['7040']],
  '415': [['8020']],
  '417': [['7040']],
  '8003': [],
  '8004': [['7040']],
  '8006': [['22', '10', '21']],
  '8010': [['8011']],
  '8013': [],
  '8017': [['8019']],
  '8018': [['8019']],
};

const ADDRESS = /^https?:\/\/[A-Za-z0-9.:[\]_-]+(\/[^?#]*)(?:\?([^#]*))?(?:#.*)?$/;
const UPPER_ADDRESS = /^HTTPS?:\/\//;
const FORBIDDEN = /[^\u0021-\u007E]|[<>{}\\^`"|]/;
const LINK_MAX = 2000;

/** Reads a GS1 Digital Link, the address in a product's QR code; null for any other address. */
export function readDigitalLink(address: string): readonly Gs1Element[] | null {
  if (address.length > LINK_MAX || FORBIDDEN.test(address)) return null;
  const lowered = address.replace(UPPER_ADDRESS, (scheme) => scheme.toLowerCase());
  const [, path, query] = ADDRESS.exec(lowered) ?? [];
  if (path === undefined) return null;
  const led = readPath(path.split('/').slice(1));
  if (led === null) return null;
  const attributes = readQuery(query ?? '', led);
  return attributes === null ? null : [...led, ...attributes];
}

/** The primary key is the last of the path that its qualifiers follow to the end. */
function readPath(segments: readonly string[]): Gs1Element[] | null {
  for (let at = segments.length - 2; at >= 0; at -= 2) {
    const alternatives = PRIMARY_KEYS[segments[at] ?? ''];
    if (alternatives === undefined) continue;
    const elements: Gs1Element[] = [];
    for (let pair = at; pair < segments.length; pair += 2) {
      const element = elementOf(segments[pair] ?? '', segments[pair + 1] ?? '');
      if (element === null) return null;
      elements.push(element);
    }
    const followers = elements.slice(1).map((element) => element.ai);
    return followers.length === 0 || alternatives.some((order) => standsIn(order, followers)) ? elements : null;
  }
  return null;
}

function standsIn(order: readonly string[], followers: readonly string[]): boolean {
  let from = 0;
  for (const ai of followers) {
    const at = order.indexOf(ai, from);
    if (at === -1) return false;
    from = at + 1;
  }
  return true;
}

/** Other parameters, such as `linkType`, are for the web. A batch or serial here, and not in the path, is taken too. */
function readQuery(query: string, led: readonly Gs1Element[]): Gs1Element[] | null {
  const attributes: Gs1Element[] = [];
  for (const pair of query.split(/[&;]/)) {
    const split = pair.indexOf('=');
    const ai = split === -1 ? pair : pair.slice(0, split);
    if (!/^\d+$/.test(ai)) continue;
    const element = elementOf(ai, split === -1 ? '' : pair.slice(split + 1).replaceAll('+', ' '));
    if (element === null || [...led, ...attributes].some((other) => other.ai === ai)) return null;
    attributes.push(element);
  }
  return attributes;
}

function elementOf(ai: string, written: string): Gs1Element | null {
  const plain = decoded(written);
  if (plain === null) return null;
  const value = ai === '01' && /^(\d{8}|\d{12,13})$/.test(plain) ? plain.padStart(14, '0') : plain;
  return fitsAi(ai, value) ? { ai, value } : null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
