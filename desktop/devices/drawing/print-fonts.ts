import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

/** A font as it lies on the disk. `name` is how a text asks for it. */
export type FontFile = { readonly name: string; readonly path: string };

/** Every sign of these is six tenths of its size wide, as a printer’s own are: what is drawn stands in the same columns. */
const EVEN: Readonly<Record<'regular' | 'bold', FontFile>> = {
  regular: { name: 'even', path: '@expo-google-fonts/noto-sans-mono/500Medium/NotoSansMono_500Medium.ttf' },
  bold: { name: 'even-bold', path: '@expo-google-fonts/noto-sans-mono/700Bold/NotoSansMono_700Bold.ttf' },
};

/** Arabic, Hebrew, Georgian, Armenian, Lao and signs; Devanagari; Ethiopic. */
const OTHERS: readonly FontFile[] = [
  { name: 'dejavu', path: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf' },
  {
    name: 'devanagari',
    path: '@expo-google-fonts/noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf',
  },
  { name: 'ethiopic', path: '@expo-google-fonts/noto-sans-ethiopic/400Regular/NotoSansEthiopic_400Regular.ttf' },
];

/**
 * Where systems keep what is too large to bring along: Chinese, Japanese, Korean, Thai, and the scripts of India.
 *
 * macOS has most of them in one file. Windows keeps them apart. On Linux they are Debian's `fonts-noto-cjk`,
 * `fonts-thai-tlwg`, `fonts-noto-core` or `fonts-unifont`.
 */
const OF_SYSTEMS: readonly string[] = [
  '/System/Library/Fonts/Supplemental/Arial Unicode.ttf',
  'C:\\Windows\\Fonts\\msyh.ttc',
  'C:\\Windows\\Fonts\\simsun.ttc',
  'C:\\Windows\\Fonts\\malgun.ttf',
  'C:\\Windows\\Fonts\\YuGothR.ttc',
  'C:\\Windows\\Fonts\\LeelawUI.ttf',
  'C:\\Windows\\Fonts\\Nirmala.ttf',
  'C:\\Windows\\Fonts\\Nirmala.ttc',
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/truetype/tlwg/Garuda.ttf',
  '/usr/share/fonts/truetype/noto/NotoSansThai-Regular.ttf',
  '/usr/share/fonts/truetype/noto/NotoSansBengali-Regular.ttf',
  '/usr/share/fonts/truetype/noto/NotoSansTamil-Regular.ttf',
  '/usr/share/fonts/truetype/unifont/unifont.ttf',
  '/usr/share/fonts/opentype/unifont/unifont.otf',
];

/** The fonts that text on receipts is drawn with, those that are asked first first. */
export type PrintFonts = {
  readonly regular: FontFile;
  readonly bold: FontFile;
  readonly others: readonly FontFile[];
  /** Read one by one, and only when a sign is in none of those above. */
  readonly ofSystem: readonly FontFile[];
};

export function printFonts(): PrintFonts {
  const brought = ({ name, path }: FontFile): FontFile => ({ name, path: resolve(path) });
  return {
    regular: brought(EVEN.regular),
    bold: brought(EVEN.bold),
    others: OTHERS.map(brought),
    ofSystem: OF_SYSTEMS.map((path, place) => ({ name: `system-${place}`, path })),
  };
}

/** Null where this machine has no such file. */
export async function readFontIfThere({ path }: FontFile): Promise<ArrayBuffer | null> {
  try {
    return arrayBufferOf(await readFile(path));
  } catch {
    return null;
  }
}

/** A copy: Node's small buffers are pieces of larger ones. */
export function arrayBufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
