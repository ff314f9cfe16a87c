import { type DrawingContext, type RenderOptions, code128, drawingSVG, qrcode } from 'bwip-js/browser';

type CodePictureProps = { readonly kind: 'qrcode' | 'code128'; readonly text: string; readonly label: string };

const BAR_HEIGHT_MM = 10;

function drawn({ kind, text }: Omit<CodePictureProps, 'label'>): string {
  const drawing: DrawingContext<string> = drawingSVG();
  const options: RenderOptions = { bcid: kind, text };
  return kind === 'qrcode'
    ? qrcode<string>(options, drawing)
    : code128<string>({ ...options, height: BAR_HEIGHT_MM }, drawing);
}

/** A QR code or a bar code as a picture, black on the paper's white. */
export function CodePicture({ kind, text, label }: CodePictureProps) {
  const svg = drawn({ kind, text });
  return <img alt={label} src={`data:image/svg+xml,${encodeURIComponent(svg)}`} className="size-full" />;
}
