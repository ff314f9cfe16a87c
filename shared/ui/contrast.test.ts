import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('theme.css', import.meta.url), 'utf8');
const darkStart = css.search(/\[data-theme=['"]dark['"]\] \{/);
const light = colours(css.slice(0, darkStart));
const dark = { ...light, ...colours(css.slice(darkStart)) };

type Linear = readonly [red: number, green: number, blue: number];

function colours(text: string): Record<string, Linear> {
  const found: Record<string, Linear> = {};
  for (const [, name = '', l = '', c = '', h = ''] of text.matchAll(
    /--color-([\w-]+):\s*oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g,
  )) {
    found[name] = linearOf(Number(l), Number(c), Number(h));
  }
  return found;
}

/** OKLCH to linear sRGB, cut to what a screen can show (B. Ottosson's matrices). */
function linearOf(lightness: number, chroma: number, hueDegrees: number): Linear {
  const hue = (hueDegrees * Math.PI) / 180;
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const cut = (value: number) => Math.min(1, Math.max(0, value));
  return [
    cut(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
    cut(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
    cut(-0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short),
  ];
}

function ratio(theme: Record<string, Linear>, text: string, ground: string): number {
  const brightness = (name: string) => {
    const colour = theme[name];
    if (colour === undefined) throw new Error(`no colour ${name}`);
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2];
  };
  const [darker = 0, brighter = 0] = [brightness(text), brightness(ground)].toSorted((one, other) => one - other);
  return (brighter + 0.05) / (darker + 0.05);
}

type Pair = {
  readonly text: string;
  readonly ground: string;
  readonly least: number;
  readonly day: number;
  readonly night: number;
};

/** What each pair needs, and what the look promises by day and by night. */
const PAIRS: readonly Pair[] = [
  { text: 'ink', ground: 'surface', least: 4.5, day: 17.0, night: 15.4 },
  { text: 'muted', ground: 'surface', least: 4.5, day: 6.5, night: 7.8 },
  { text: 'muted', ground: 'canvas', least: 4.5, day: 5.9, night: 8.4 },
  { text: 'muted', ground: 'sunken', least: 4.5, day: 5.7, night: 8.2 },
  { text: 'muted', ground: 'hover', least: 4.5, day: 5.5, night: 6.8 },
  { text: 'muted', ground: 'accent-soft', least: 4.5, day: 5.7, night: 6.1 },
  { text: 'on-accent', ground: 'accent', least: 4.5, day: 6.3, night: 8.2 },
  { text: 'accent', ground: 'surface', least: 4.5, day: 6.3, night: 7.6 },
  { text: 'good', ground: 'good-soft', least: 4.5, day: 6.0, night: 7.8 },
  { text: 'warn', ground: 'warn-soft', least: 4.5, day: 6.3, night: 8.3 },
  { text: 'bad', ground: 'bad-soft', least: 4.5, day: 6.0, night: 6.8 },
  { text: 'on-good', ground: 'good-fill', least: 4.5, day: 6.8, night: 7.8 },
  { text: 'on-warn', ground: 'warn-fill', least: 4.5, day: 8.5, night: 9.4 },
  { text: 'on-bad', ground: 'bad-fill', least: 4.5, day: 6.1, night: 7.1 },
  { text: 'line-strong', ground: 'surface', least: 3, day: 3.6, night: 4.0 },
  { text: 'line-strong', ground: 'canvas', least: 3, day: 3.3, night: 4.4 },
  { text: 'focus', ground: 'surface', least: 3, day: 5.3, night: 7.6 },
];

test.each(PAIRS)('$text on $ground is read easily, by day and by night', ({ text, ground, least, day, night }) => {
  const shown = { day: ratio(light, text, ground), night: ratio(dark, text, ground) };
  expect(shown.day).toBeGreaterThanOrEqual(least);
  expect(shown.night).toBeGreaterThanOrEqual(least);
  expect(Math.abs(shown.day - day), `day: ${shown.day}`).toBeLessThan(0.1);
  expect(Math.abs(shown.night - night), `night: ${shown.night}`).toBeLessThan(0.1);
});

test('the on-accent-soft words of a chosen thing are read easily, and info on its ground', () => {
  for (const theme of [light, dark]) {
    expect(ratio(theme, 'on-accent-soft', 'accent-soft')).toBeGreaterThanOrEqual(4.5);
    expect(ratio(theme, 'info', 'info-soft')).toBeGreaterThanOrEqual(4.5);
  }
});
