import { createRequire } from 'node:module';
import canvasKit, { type CanvasKit, type Paragraph, type Surface, type TypefaceFontProvider } from 'canvaskit-wasm';
import { assert, must } from '#shared/base/assert.ts';
import { textWidth } from '#shared/receipt/text-width.ts';
import { type PlacedWords, placeWords } from './place-words.ts';
import { type FontFile, type PrintFonts, readFontIfThere } from './print-fonts.ts';
import { type PictureRoom, drawPicture } from './draw-picture.ts';
import { blackOf, greysOf } from './read-greys.ts';
import type { Raster } from './raster.ts';

/** A laid out line of text, as wide as `columns` of the printer's own signs. */
export type DrawnLine = {
  readonly text: string;
  readonly columns: number;
  readonly bold: boolean;
  readonly inverted: boolean;
  readonly across: number;
  readonly down: number;
};

/** Draws as dots what a printer has no signs for. */
export type Pen = {
  readonly line: (line: DrawnLine) => Promise<Raster>;
  /** A picture in black and white; null where the bytes are none. */
  readonly picture: (bytes: Uint8Array, room: PictureRoom) => Raster | null;
};

/** A sign of the printer's own font A. */
const CELL_DOTS = 12;
const FONT_DOTS = 20;
const LINE_DOTS = 28;
/** Room above for an accent on a capital letter, below for a dot under a small one. */
const BASELINE_DOTS = 22;
const { resolve } = createRequire(import.meta.url);

/**
 * Opens what draws text: Skia, as WebAssembly, which shapes and orders every script.
 *
 * A sign that is in no font of this machine becomes question marks as wide as it is.
 */
export async function openPen(fonts: PrintFonts): Promise<Pen> {
  const kit = await canvasKit.default({ locateFile: (file) => resolve(`canvaskit-wasm/bin/${file}`) });
  const drawer = new LineDrawer(kit, fonts);
  await drawer.open();
  return { line: (line) => drawer.draw(line), picture: (bytes, room) => drawPicture(kit, bytes, room) };
}

class LineDrawer {
  readonly #kit: CanvasKit;
  readonly #fonts: PrintFonts;
  readonly #provider: TypefaceFontProvider;
  readonly #families: string[] = [];
  readonly #notYet: FontFile[];

  constructor(kit: CanvasKit, fonts: PrintFonts) {
    this.#kit = kit;
    this.#fonts = fonts;
    this.#provider = kit.TypefaceFontProvider.Make();
    this.#notYet = [...fonts.ofSystem];
  }

  async open(): Promise<void> {
    for (const font of [this.#fonts.regular, this.#fonts.bold, ...this.#fonts.others])
      assert(await this.#add(font), `the font ${font.path} is not there`);
  }

  async draw(line: DrawnLine): Promise<Raster> {
    const text = await this.#drawable(line.text);
    const width = line.columns * CELL_DOTS * line.across;
    const height = LINE_DOTS * line.down;
    const surface = must(this.#kit.MakeSurface(width, height), 'there is memory for one line');
    try {
      const canvas = surface.getCanvas();
      canvas.clear(line.inverted ? this.#kit.BLACK : this.#kit.WHITE);
      canvas.scale(line.across, line.down);
      for (const words of placeWords(text)) this.#drawWords(surface, words, line);
      return blackOf(greysOf(this.#kit, surface, { width, height }), width);
    } finally {
      surface.delete();
    }
  }

  #drawWords(surface: Surface, words: PlacedWords, line: DrawnLine): void {
    const canvas = surface.getCanvas();
    const paragraph = this.#paragraph(words.text, line, words.isRightToLeft);
    const room = words.columns * CELL_DOTS;
    const wide = paragraph.getMaxIntrinsicWidth();
    const isAtRight = words.startColumn + words.columns === line.columns;
    const squeezed = wide > room ? room / wide : 1;
    canvas.save();
    canvas.translate(words.startColumn * CELL_DOTS + (isAtRight ? room - wide * squeezed : 0), 0);
    canvas.scale(squeezed, 1);
    canvas.drawParagraph(paragraph, 0, BASELINE_DOTS - paragraph.getAlphabeticBaseline());
    canvas.restore();
    paragraph.delete();
  }

  #paragraph(
    text: string,
    { bold, inverted }: Pick<DrawnLine, 'bold' | 'inverted'>,
    isRightToLeft: boolean,
  ): Paragraph {
    const { regular, bold: heavy } = this.#fonts;
    const style = new this.#kit.ParagraphStyle({
      textDirection: isRightToLeft ? this.#kit.TextDirection.RTL : this.#kit.TextDirection.LTR,
      textAlign: this.#kit.TextAlign.Left,
      maxLines: 1,
      textStyle: {
        color: inverted ? this.#kit.WHITE : this.#kit.BLACK,
        fontFamilies: [(bold ? heavy : regular).name, ...this.#families],
        fontSize: FONT_DOTS,
      },
    });
    const builder = this.#kit.ParagraphBuilder.MakeFromFontProvider(style, this.#provider);
    builder.addText(text);
    const paragraph = builder.build();
    builder.delete();
    // Wider than any line: nothing is broken here.
    paragraph.layout(10_000);
    return paragraph;
  }

  /** The text with stand-ins for what no font has. */
  async #drawable(text: string): Promise<string> {
    for (;;) {
      const missing = this.#missingIn(text);
      if (missing.size === 0) return text;
      const font = this.#notYet.shift();
      if (font === undefined)
        return Array.from(text, (sign) =>
          missing.has(sign.codePointAt(0) ?? 0) ? '?'.repeat(textWidth(sign)) : sign,
        ).join('');
      await this.#add(font);
    }
  }

  #missingIn(text: string): ReadonlySet<number> {
    const paragraph = this.#paragraph(text, { bold: false, inverted: false }, false);
    const missing = new Set(paragraph.unresolvedCodepoints());
    paragraph.delete();
    return missing;
  }

  async #add(font: FontFile): Promise<boolean> {
    const bytes = await readFontIfThere(font);
    if (bytes === null) return false;
    this.#provider.registerFont(bytes, font.name);
    this.#families.push(font.name);
    return true;
  }
}
