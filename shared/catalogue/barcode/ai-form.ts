import { AI_TABLE, MEASURE_RANGES, UNSEPARATED } from './ai-table.ts';
import { hasCheckDigit } from './check-digit.ts';
import { readGs1Date } from './gs1-date.ts';

/** How the value of an identifier must look. */
export type AiForm = {
  readonly pattern: RegExp;
  /** Of each captured part in turn. */
  readonly checks: readonly ('c' | 'd' | 'D' | '')[];
  /** Characters of the value where no separator follows it; null where one does. */
  readonly fixedLength: number | null;
};

const SETS: Readonly<Record<string, string>> = {
  N: String.raw`\d`,
  X: String.raw`[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]`,
  Y: String.raw`[#\-/0-9A-Z]`,
  Z: String.raw`[0-9A-Za-z_\-]`,
};

const PART = /^(\[?)([NXYZ])(\.\.)?(\d+)([cdD]?)\]?$/;

/** Any year serves to tell a day that exists from one that doesn't but February 29th, whose century never matters here. */
const LEAP_YEAR = 2000;

function compile(ai: string, form: string): AiForm {
  const checks: AiForm['checks'][number][] = [];
  let pattern = '';
  let length = 0;
  for (const part of form.split(' ')) {
    const [, optional, set = 'X', upTo, digits = '1', check] = PART.exec(part) ?? [];
    const captured = `(${SETS[set] ?? ''}{${upTo === undefined ? '' : '1,'}${digits}})`;
    pattern += optional === '[' ? `${captured}?` : captured;
    checks.push(check === 'c' || check === 'd' || check === 'D' ? check : '');
    length += Number(digits);
  }
  return { pattern: new RegExp(`^${pattern}$`), checks, fixedLength: UNSEPARATED.has(ai.slice(0, 2)) ? length : null };
}

function compileAll(): ReadonlyMap<string, AiForm> {
  const forms = new Map<string, AiForm>();
  const put = (first: string, last: string, form: string): void => {
    for (let ai = Number(first); ai <= Number(last); ai += 1) {
      const name = String(ai).padStart(first.length, '0');
      forms.set(name, compile(name, form));
    }
  };
  for (const [first, last, form] of AI_TABLE) put(first, last, form);
  for (const [first, last] of MEASURE_RANGES) {
    for (let measure = Number(first); measure <= Number(last); measure += 1) put(`${measure}0`, `${measure}5`, 'N6');
  }
  return forms;
}

const FORMS = compileAll();

/** The form of an identifier; undefined where GS1 gave none out. */
export function aiForm(ai: string): AiForm | undefined {
  return FORMS.get(ai);
}

/** The identifier at the start of a text: two to four digits, of which no one is the start of another. */
export function aiAtStart(text: string): string | undefined {
  for (const length of [2, 3, 4]) {
    const ai = text.slice(0, length);
    if (ai.length === length && FORMS.has(ai)) return ai;
  }
  return undefined;
}

/** Whether a value is what its identifier says: length, characters, check digit, a day that exists. */
export function fitsAi(ai: string, value: string): boolean {
  const form = FORMS.get(ai);
  const parts = form === undefined ? null : form.pattern.exec(value);
  if (form === undefined || parts === null) return false;
  return form.checks.every((check, index) => {
    const part = parts[index + 1];
    if (part === undefined || check === '') return true;
    return check === 'c' ? hasCheckDigit(part) : readGs1Date(part, LEAP_YEAR, check === 'd') !== null;
  });
}
