import { accept } from '#shared/base/outcome.ts';
import { receiptLogoCall } from '#shared/till-calls/receipt-calls.ts';
import { reading } from '../store/handler.ts';

/** The logo for the screen, which gets at no file and no address of the office. */
export const showLogo = reading(receiptLogoCall, ({ core }) => {
  const picture = core.store.read((reader) => reader.logo.kept()?.picture ?? null);
  return accept({
    picture: picture === null ? null : `data:image/webp;base64,${Buffer.from(picture).toString('base64')}`,
  });
});
