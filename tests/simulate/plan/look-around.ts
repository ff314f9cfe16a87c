import { catalogueFindCall } from '#shared/till-calls/catalogue-calls.ts';
import { customerSearchCall } from '#shared/till-calls/customer-calls.ts';
import type { SimTill } from '../world/machine.ts';
import type { Run } from './run.ts';

/** Somebody looks at a till: what it shows of prices, names and customers is noted, in order. */
export async function lookAround(run: Run, till: SimTill): Promise<void> {
  const { readings } = run.world;
  const { goods } = run.template.businesses[till.place.business] ?? { goods: [] };
  for (const { productId, barcode } of goods) {
    const reply = await till.ask(catalogueFindCall, { code: barcode });
    if (reply?.ok !== true) continue;
    for (const item of catalogueFindCall.output.parse(reply.value).items) {
      readings.read(till.name, `price ${productId}`, String(item.priceMinor));
      readings.read(till.name, `name ${productId}`, item.name);
    }
  }
  const reply = await till.ask(customerSearchCall, { text: '' });
  if (reply?.ok !== true) return;
  for (const { id, name } of customerSearchCall.output.parse(reply.value).customers)
    readings.read(till.name, `customer ${id}`, name);
}
