import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

export type FontWeight = 'regular' | 'bold';
type Family = Readonly<Record<FontWeight, string>>;

const DEJAVU: Family = {
  regular: resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
};
const DEJAVU_NARROW: Family = {
  regular: resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'),
  bold: resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf'),
};

/** Scripts that DejaVu lacks, and who has them; each has Latin letters and digits too. */
const OTHERS: readonly { readonly script: RegExp; readonly family: Family }[] = [
  {
    script: /\p{Script=Devanagari}/u,
    family: {
      regular: resolve('@expo-google-fonts/noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf'),
      bold: resolve('@expo-google-fonts/noto-sans-devanagari/700Bold/NotoSansDevanagari_700Bold.ttf'),
    },
  },
  {
    script: /\p{Script=Ethiopic}/u,
    family: {
      regular: resolve('@expo-google-fonts/noto-sans-ethiopic/400Regular/NotoSansEthiopic_400Regular.ttf'),
      bold: resolve('@expo-google-fonts/noto-sans-ethiopic/700Bold/NotoSansEthiopic_700Bold.ttf'),
    },
  },
];

/** The file of the font that a whole text is set in: by the first script in it that needs one of its own. */
export function fontOf(text: string, weight: FontWeight, width: 'normal' | 'narrow' = 'normal'): string {
  const other = OTHERS.find(({ script }) => script.test(text));
  return (other?.family ?? (width === 'narrow' ? DEJAVU_NARROW : DEJAVU))[weight];
}
