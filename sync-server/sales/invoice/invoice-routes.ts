import { saleInvoiceEndpoint } from '#shared/api/invoice-endpoints.ts';
import type { InvoiceDocument } from '#shared/receipt/invoice-document.ts';
import { invoiceText } from '#shared/receipt/invoice-text.ts';
import { ENGLISH_INVOICE_WORDS } from '#shared/receipt/invoice-words.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import type { Api } from '#server/platform/http/api.ts';
import { type AnsweredFile, serve } from '#server/platform/http/serve.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { invoiceHtml } from './invoice-html.ts';
import { invoicePdf } from './invoice-pdf.ts';
import { readInvoice } from './read-invoice.ts';

/** /sales/:id/invoice: a sale for an accountant, as numbers, as a page, or as a PDF. */
export function mountInvoices(api: Api): void {
  serve(api, saleInvoiceEndpoint, async ({ tx, session, caller, params, query }, deps) => {
    const data = await readInvoice(tx, session, params.id);
    if (query.format === 'json') return { data };
    deps.later(() =>
      withTenant(deps.pool, session.businessId, (later) =>
        writeAudit(
          later,
          deps,
          { session, caller },
          {
            action: 'invoice.downloaded',
            entityType: 'sale',
            entityId: params.id,
            newValues: { format: query.format },
          },
        ),
      ),
    );
    return { data, file: await fileOf(data, query.format, new Date(deps.nowMs())) };
  });
}

async function fileOf(invoice: InvoiceDocument, format: 'pdf' | 'html', at: Date): Promise<AnsweredFile> {
  const text = invoiceText(invoice, ENGLISH_INVOICE_WORDS);
  const { number, locale: lang } = invoice;
  const fileName = `${text.title.toLowerCase().replaceAll(' ', '-')}-${number.replaceAll(/[^A-Za-z0-9-]/g, '_')}.${format}`;
  if (format === 'html') {
    const html = invoiceHtml(text, { ...ENGLISH_INVOICE_WORDS, lang, number });
    return { bytes: new TextEncoder().encode(html), mediaType: 'text/html; charset=UTF-8', fileName };
  }
  const pdf = await invoicePdf(text, ENGLISH_INVOICE_WORDS, { number, at });
  return { bytes: new Uint8Array(pdf), mediaType: 'application/pdf', fileName };
}
