import { type LucideIcon, Package, ReceiptText, ShoppingBasket, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { PointList } from '../parts/point-list.tsx';

export type JoinWay = 'new' | 'there';

const POINTS = {
  new: [
    { icon: Package, words: 'join.new.points.goods' },
    { icon: Users, words: 'join.new.points.people' },
    { icon: ShoppingBasket, words: 'join.new.points.selling' },
  ],
  there: [
    { icon: Package, words: 'join.there.points.goods' },
    { icon: ReceiptText, words: 'join.there.points.sales' },
    { icon: Users, words: 'join.there.points.people' },
    { icon: ShoppingBasket, words: 'join.there.points.selling' },
  ],
} as const satisfies Record<JoinWay, readonly { readonly icon: LucideIcon; readonly words: string }[]>;

/** What joining means, before anything is asked. */
export function JoinPoints({ way }: { readonly way: JoinWay }) {
  const { t } = useTranslation();
  return (
    <section className="grid max-w-160 gap-4">
      <div>
        <h2 className="mb-1 text-xl">{t(`join.${way}.title`)}</h2>
        <p className="text-muted">{t(`join.${way}.help`)}</p>
      </div>
      <PointList points={POINTS[way].map(({ icon, words }) => ({ icon, words: t(words) }))} />
    </section>
  );
}
