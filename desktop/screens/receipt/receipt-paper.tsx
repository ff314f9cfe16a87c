import { useTranslation } from 'react-i18next';
import type { ReceiptBlock, ReceiptDocument, ReceiptSize } from '#shared/receipt/receipt-document.ts';
import { receiptLogoCall } from '#shared/till-calls/receipt-calls.ts';
import { classNames } from '#shared/ui/class-names.ts';
import { useTillQuery } from '../till-client/use-till-query.ts';

const SIZES: Readonly<Record<ReceiptSize, string>> = {
  small: 'text-[0.6875rem]',
  normal: '',
  change: 'text-[0.9375rem]',
  total: 'text-[1.0625rem]',
  shop: 'text-[0.9375rem]',
};

/** A receipt as it is on paper, from its document: nothing here is worked out. */
export function ReceiptPaper({ document }: { readonly document: ReceiptDocument }) {
  const { t } = useTranslation();
  return (
    <article
      aria-label={t('receipt.preview')}
      lang={document.locale}
      className="w-80 self-start bg-paper p-4 text-2xs leading-[1.45] text-on-paper tabular-nums shadow-raised"
    >
      {document.blocks.map((block, position) => (
        <PaperBlock key={`${position} ${block.kind}`} block={block} />
      ))}
    </article>
  );
}

function PaperBlock({ block }: { readonly block: ReceiptBlock }) {
  switch (block.kind) {
    case 'text':
      return (
        <div
          className={classNames(
            'whitespace-pre-line',
            block.align === 'center' && 'text-center',
            block.bold && 'font-semi',
            SIZES[block.size],
          )}
        >
          {block.text}
        </div>
      );
    case 'band':
      return <div className="my-1 bg-on-paper py-1 text-center font-bold text-paper">{block.text}</div>;
    case 'row':
      return (
        <div className={classNames('flex justify-between gap-2', block.bold && 'font-semi', SIZES[block.size])}>
          <span className={block.indent ? 'pl-2' : ''}>{block.left}</span>
          <span className="whitespace-nowrap">
            {block.right}
            {block.letter !== '' && ` ${block.letter}`}
          </span>
        </div>
      );
    case 'rule':
      return <hr className="my-[0.4rem] border-t border-dashed border-paper-line" />;
    case 'tax_table':
      return <TaxTable block={block} />;
    case 'qr':
      return <div className="text-center">{block.caption.join(' ')}</div>;
    case 'barcode':
      return <div className="text-center break-all">{block.caption === '' ? block.digits : block.caption}</div>;
    case 'logo':
      return <Logo />;
  }
}

/** Of the till itself; until it has been fetched there is none, as on paper. */
function Logo() {
  const { value } = useTillQuery(receiptLogoCall, {});
  if (value === undefined || value.picture === null) return null;
  return <img src={value.picture} alt="" className="mx-auto mb-2 max-h-24 max-w-[67%] grayscale" />;
}

function TaxTable({ block }: { readonly block: Extract<ReceiptBlock, { kind: 'tax_table' }> }) {
  return (
    <table className="w-full">
      <thead>
        <tr className="text-left [&>th]:font-regular">
          <th scope="col">{block.heads.rate}</th>
          <th scope="col" className="text-right">
            {block.heads.before}
          </th>
          <th scope="col" className="text-right">
            {block.heads.tax}
          </th>
          <th scope="col" className="text-right">
            {block.heads.withTax}
          </th>
        </tr>
      </thead>
      <tbody>
        {block.rows.map((row) => (
          <tr key={`${row.letter} ${row.rate}`}>
            <td>{row.letter === '' ? row.rate : `${row.letter}: ${row.rate}`}</td>
            <td className="text-right">{row.before}</td>
            <td className="text-right">{row.tax}</td>
            <td className="text-right">{row.withTax}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
