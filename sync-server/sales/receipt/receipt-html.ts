import type { ReceiptBlock, ReceiptDocument } from '#shared/receipt/receipt-document.ts';

export const RECEIPT_STYLE = `
  body { font: 16px/1.4 system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif; color: #1c1c1c; background: #f2f2ef; margin: 0; }
  main { background: #fff; max-width: 26rem; margin: 1rem auto; padding: 1.5rem 1.25rem; box-sizing: border-box; }
  h1 { font-size: 1.3rem; } p { margin: .1rem 0; } .center { text-align: center; } .bold { font-weight: 700; } .small { font-size: .85rem; }
  .change { font-size: 1.15rem; } .total { font-size: 1.35rem; } .shop { font-size: 1.5rem; }
  .band { background: #1c1c1c; color: #fff; text-align: center; font-weight: 700; padding: .3rem; margin: .4rem 0; }
  .row { display: flex; justify-content: space-between; gap: 1rem; font-variant-numeric: tabular-nums; } .row span:last-child { white-space: nowrap; }
  .row small { display: inline-block; min-width: 1.2em; text-align: end; } .indent { padding-inline-start: 1rem; }
  hr { border: 0; border-top: 1px dashed #8a8a8a; margin: .6rem 0; }
  table { width: 100%; border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums; } th, td { text-align: end; padding: .15rem 0 .15rem .5rem; }
  th:first-child, td:first-child { text-align: start; padding-inline-start: 0; }
  @media print { body { background: #fff; } main { margin: 0 auto; } }`;

/** A page of words alone, such as that a receipt is on its way. `reloadS` is after how many seconds it looks again. */
export function wordsPage(page: {
  readonly title: string;
  readonly lines: readonly string[];
  readonly reloadS: number | null;
}): string {
  const reload = page.reloadS === null ? '' : `<meta http-equiv="refresh" content="${page.reloadS}">`;
  const lines = page.lines.map((line) => `<p>${escaped(line)}</p>`).join('');
  return pageOf({ lang: 'en', title: page.title, head: reload, main: `<h1>${escaped(page.title)}</h1>${lines}` });
}

/** A receipt as a page that loads nothing: what the paper says, without its codes, and what became of the sale since. */
export function receiptPage(
  receipt: ReceiptDocument,
  page: { readonly title: string; readonly notices: readonly string[] },
): string {
  const notices = page.notices.map((notice) => `<p class="band">${escaped(notice)}</p>`).join('');
  const title = `${page.title} ${receipt.receiptNumber}`;
  return pageOf({ lang: receipt.locale, title, head: '', main: `${notices}${blocksHtml(receipt.blocks)}` });
}

function pageOf(page: { readonly lang: string; readonly title: string; readonly head: string; readonly main: string }) {
  return `<!doctype html>
<html lang="${escaped(page.lang)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex, nofollow">${page.head}<title>${escaped(page.title)}</title><style>${RECEIPT_STYLE}</style></head>
<body><main>${page.main}</main></body></html>
`;
}

/** Of two rules that nothing stands between any more, one. */
function blocksHtml(blocks: readonly ReceiptBlock[]): string {
  const shown = blocks.map(blockHtml).filter((html) => html !== '');
  return shown.filter((html, at) => html !== RULE || shown[at - 1] !== RULE).join('');
}

const RULE = '<hr>';

function blockHtml(block: ReceiptBlock): string {
  switch (block.kind) {
    // Whoever reads this page has followed the code; a logo of another place would tell that place who reads.
    case 'logo':
    case 'qr':
      return '';
    case 'rule':
      return RULE;
    case 'band':
      return `<p class="band" dir="auto">${escaped(block.text)}</p>`;
    case 'text':
      return `<p class="${classes([block.size, block.align, block.bold ? 'bold' : ''])}" dir="auto">${escaped(block.text)}</p>`;
    case 'barcode':
      return `<p class="center small">${escaped(block.caption)}</p>`;
    case 'row': {
      const letter = block.letter === '' ? '' : ` <small>${escaped(block.letter)}</small>`;
      const look = classes(['row', block.size, block.bold ? 'bold' : '', block.indent ? 'indent' : '']);
      return `<div class="${look}"><span dir="auto">${escaped(block.left)}</span><span>${escaped(block.right)}${letter}</span></div>`;
    }
    case 'tax_table':
      return taxTable(block);
  }
}

function taxTable({ heads, rows }: Extract<ReceiptBlock, { kind: 'tax_table' }>): string {
  const line = (cells: readonly string[], cell: 'th' | 'td'): string =>
    `<tr>${cells.map((text) => `<${cell}>${escaped(text)}</${cell}>`).join('')}</tr>`;
  const head = line([heads.rate, heads.before, heads.tax, heads.withTax], 'th');
  const body = rows.map((tax) => line([`${tax.letter} ${tax.rate}`.trim(), tax.before, tax.tax, tax.withTax], 'td'));
  return `<table><thead>${head}</thead><tbody>${body.join('')}</tbody></table>`;
}

function classes(names: readonly string[]): string {
  return names.filter((name) => name !== '' && name !== 'normal' && name !== 'left').join(' ');
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
}
