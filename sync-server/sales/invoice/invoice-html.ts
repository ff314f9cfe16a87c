import type { InvoiceText, TextPair, TextTable } from '#shared/receipt/invoice-text.ts';

const STYLE = `
  body { font: 14px/1.45 system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif; color: #1c1c1c; margin: 0; }
  main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.5rem; }
  header { display: flex; justify-content: space-between; gap: 2rem; align-items: flex-start; }
  h1 { font-size: 1.9rem; margin: 0 0 .25rem; } h2 { font-size: .8rem; text-transform: uppercase; letter-spacing: .06em; color: #666; margin: 1.5rem 0 .35rem; }
  p { margin: 0; } .marks span { border: 1.5px solid currentColor; border-radius: .2rem; padding: 0 .45rem; margin-right: .35rem; font-weight: 700; font-size: .8rem; }
  table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; } th { text-align: right; font-size: .8rem; color: #666; border-bottom: 1.5px solid #1c1c1c; }
  th, td { padding: .35rem .5rem; vertical-align: top; } td { text-align: right; border-bottom: 1px solid #ddd; white-space: nowrap; }
  th:first-child, td:first-child { text-align: left; padding-left: 0; white-space: normal; } th:last-child, td:last-child { padding-right: 0; }
  small { display: block; color: #666; } .pairs { margin-left: auto; width: min(100%, 22rem); } .wide { width: 100%; } .strong td { font-weight: 700; }
  .sides { display: grid; grid-template-columns: 1fr 1fr; gap: 2rem; } footer { margin-top: 2rem; color: #444; }
  @media print { main { padding: 0; } tr { break-inside: avoid; } thead { display: table-header-group; } }`;

/** An invoice as a page that stands for itself: it loads nothing, prints on A4, and is drawn with whatever script it holds. */
export function invoiceHtml(
  text: InvoiceText,
  words: {
    readonly lang: string;
    readonly billTo: string;
    readonly payments: string;
    readonly refunds: string;
    readonly number: string;
  },
): string {
  const side = (head: string, lines: string): string =>
    lines === '' ? '' : `<section><h2>${escaped(head)}</h2>${lines}</section>`;
  return `<!doctype html>
<html lang="${escaped(words.lang)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(`${text.title} ${words.number}`)}</title><style>${STYLE}</style></head>
<body><main>
<header><div><h1>${escaped(text.title)}</h1><p class="marks">${text.marks.map((mark) => `<span>${escaped(mark)}</span>`).join('')}</p></div>
<div dir="auto">${paragraphs(text.seller)}</div></header>
<div class="sides">${side(words.billTo, paragraphs(text.buyer))}<section><h2>&nbsp;</h2>${pairs(text.facts, 'wide')}</section></div>
<h2>&nbsp;</h2>${table(text.lines, text.lines.details)}
<h2>&nbsp;</h2>${pairs(text.totals, '')}
${text.taxes.rows.length === 0 ? '' : `<h2>${escaped(text.taxes.heads[2] ?? '')}</h2>${table(text.taxes, [])}`}
<div class="sides">${side(words.payments, pairs(text.payments, 'wide'))}${side(words.refunds, pairs(text.refunds, 'wide'))}</div>
<footer dir="auto">${paragraphs(text.notes)}</footer>
</main></body></html>
`;
}

function paragraphs(lines: readonly string[]): string {
  return lines.map((line) => `<p dir="auto">${escaped(line)}</p>`).join('');
}

function pairs(rows: readonly TextPair[], width: string): string {
  if (rows.length === 0) return '';
  const body = rows.map(
    ({ left, right, isStrong }) =>
      `<tr${isStrong ? ' class="strong"' : ''}><td>${escaped(left)}</td><td>${escaped(right)}</td></tr>`,
  );
  return `<table class="pairs ${width}">${body.join('')}</table>`;
}

function table({ heads, rows }: TextTable, details: readonly (readonly string[])[]): string {
  const head = heads.map((cell) => `<th>${escaped(cell)}</th>`).join('');
  const body = rows.map((cells, place) => {
    const more = (details[place] ?? []).map((detail) => `<small dir="auto">${escaped(detail)}</small>`).join('');
    return `<tr>${cells.map((cell, column) => `<td${column === 0 ? ' dir="auto"' : ''}>${escaped(cell)}${column === 0 ? more : ''}</td>`).join('')}</tr>`;
  });
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
}
