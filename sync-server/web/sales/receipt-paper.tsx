import { Fragment, type ReactNode, Suspense, lazy } from 'react';
import { classNames } from '#shared/ui/class-names.ts';
import type { ReceiptBlock, ReceiptDocument, ReceiptSize } from '#shared/receipt/receipt-document.ts';
import { useSay } from '../words/words.ts';

const CodePicture = lazy(async () => ({ default: (await import('./code-picture.tsx')).CodePicture }));

/** The sizes of the paper, in parts of its plain text: 21, 24, 34, 46 and 36 dots. */
const SIZES: Readonly<Record<ReceiptSize, string>> = {
  small: 'text-[0.875em]',
  normal: '',
  change: 'text-[1.417em] leading-tight',
  total: 'text-[1.917em] leading-tight tracking-[-0.01em]',
  shop: 'text-[1.5em] leading-[1.3] tracking-[0.01em]',
};

/** A receipt as the paper shows it, 576 dots wide; on the screen 24 of its letters' heights. */
export function ReceiptPaper({ receipt }: { readonly receipt: ReceiptDocument }) {
  const say = useSay();
  return (
    <section
      aria-label={say('receipt_label', { number: receipt.receiptNumber })}
      lang={receipt.locale}
      className="w-[24em] max-w-full flex-none self-start rounded-sm bg-paper px-[0.6em] pt-[1em] pb-[1.7em] text-[0.875rem] leading-[1.36] font-medium text-on-paper shadow-raised"
    >
      {receipt.blocks.map((block, index) => (
        // A receipt never changes, so its place is what names a block.
        <Fragment key={index}>{drawBlock(block, say('receipt_code'))}</Fragment>
      ))}
    </section>
  );
}

function drawBlock(block: ReceiptBlock, codeWords: string): ReactNode {
  switch (block.kind) {
    case 'logo':
      return <img src={block.url} alt="" className="mx-auto max-h-[4em]" />;
    case 'text':
      return (
        <p
          className={classNames(
            SIZES[block.size],
            block.bold && 'font-bold',
            block.align === 'center' && 'text-center',
            'break-words',
          )}
        >
          {block.text}
        </p>
      );
    case 'band':
      return <p className="my-[0.4em] bg-on-paper py-[0.15em] text-center font-bold text-paper">{block.text}</p>;
    case 'row':
      return (
        <p
          className={classNames(
            'flex justify-between gap-[0.5em]',
            (!block.bold || block.size !== 'normal') && 'tabular-nums',
            SIZES[block.size],
            block.bold && 'font-bold',
          )}
        >
          <span className={classNames('min-w-0 break-words', block.indent && 'pl-[0.83em]')}>{block.left}</span>
          <span className="flex flex-none">
            {block.right}
            <i className="inline-block w-[0.8rem] self-end text-right text-[0.875rem] font-bold not-italic">
              {block.letter}
            </i>
          </span>
        </p>
      );
    case 'rule':
      return <hr className="my-[0.5em] border-t-2 border-dashed border-on-paper" />;
    case 'tax_table':
      return <TaxTable block={block} />;
    case 'qr':
      return (
        <div className="flex items-center gap-[1em]">
          <Code kind="qrcode" text={block.text} label={block.caption.join(' ')} className="size-[8em] flex-none" />
          <p className="min-w-0">
            {block.caption.map((line, index) => (
              <span key={line} className={classNames('block', index === 0 && 'font-bold')}>
                {line}
              </span>
            ))}
          </p>
        </div>
      );
    case 'barcode':
      return (
        <div className="my-[0.6em] text-center">
          <Code kind="code128" text={block.digits} label={codeWords} className="mx-auto h-[4em] w-[90%]" />
          <p className="text-[0.875em] tracking-[0.12em]">{block.caption}</p>
        </div>
      );
  }
}

type CodeProps = {
  readonly kind: 'qrcode' | 'code128';
  readonly text: string;
  readonly label: string;
  readonly className: string;
};

/** What draws codes is large and comes after the receipt; its place is kept. */
function Code({ className, ...code }: CodeProps) {
  return (
    <div className={className}>
      <Suspense fallback={null}>
        <CodePicture {...code} />
      </Suspense>
    </div>
  );
}

function TaxTable({ block }: { readonly block: Extract<ReceiptBlock, { kind: 'tax_table' }> }) {
  const { heads, rows } = block;
  return (
    <table className="w-full text-[0.875em] tabular-nums">
      <thead>
        <tr>
          <th className="text-left font-medium">{heads.rate}</th>
          <th className="text-right font-medium">{heads.before}</th>
          <th className="text-right font-medium">{heads.tax}</th>
          <th className="pr-[1.05em] text-right font-medium">{heads.withTax}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.letter} ${row.rate}`}>
            <td>
              <span className="inline-block min-w-[1.2em]">{row.letter}</span> {row.rate}
            </td>
            <td className="text-right">{row.before}</td>
            <td className="text-right">{row.tax}</td>
            <td className="pr-[1.05em] text-right">{row.withTax}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
