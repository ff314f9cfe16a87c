import { z } from 'zod';

const RAW_PRINTING_PORT = 9100;
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** Names and paths reach programs of the machine as they are: nothing in them may be taken for an option or a line's end. */
const nameSchema = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !text.startsWith('-') && !CONTROLS.test(text), 'Write it as the machine shows it.');

/** By which way receipts reach their printer; `none` lays them into the till’s folder instead. */
export const printerChoiceSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('network'),
    host: z
      .string()
      .trim()
      .regex(/^[\p{L}\p{N}:][\p{L}\p{N}._:%-]{0,252}$/u, 'Write the printer’s address, such as 192.168.1.20.'),
    port: z.number().int().min(1).max(65_535).default(RAW_PRINTING_PORT),
  }),
  z.object({ kind: z.literal('spooler'), name: nameSchema(127) }),
  z.object({ kind: z.literal('file'), path: nameSchema(500) }),
  z.object({ kind: z.literal('none') }),
]);
export type PrinterChoice = z.infer<typeof printerChoiceSchema>;

/**
 * What becomes of a sign that the printer has not (₦, ọ, ع, 茶): its line is drawn, or it is printed as letters that the
 * printer has (N, o, ?), which is faster on a slow line.
 */
export const printedSignsSchema = z.enum(['drawn', 'letters']);
export type PrintedSigns = z.infer<typeof printedSignsSchema>;

/** The devices of one till: they belong to its machine, and neither to its books nor to the office. */
export const deviceSettingsSchema = z.object({
  printer: printerChoiceSchema,
  /** How wide the roll is. */
  paperMm: z.union([z.literal(58), z.literal(80)]),
  /** A drawer hangs on the printer, or there is none that opens by itself. */
  drawer: z.enum(['by_printer', 'none']),
  signs: printedSignsSchema.default('drawn'),
});
export type DeviceSettings = z.infer<typeof deviceSettingsSchema>;

/** How a printer says that it is. `silent`: it takes receipts, and never says; `printer_…`: what keeps it from printing. */
export const printerAnswerSchema = z.enum([
  'silent',
  'ready',
  'paper_low',
  'printer_offline',
  'printer_out_of_paper',
  'printer_cover_open',
  'printer_stuck',
  'printer_not_found',
  'printer_not_allowed',
]);
export type PrinterAnswer = z.infer<typeof printerAnswerSchema>;
