import { useTranslation } from 'react-i18next';
import type { DebtAges } from '#shared/till-calls/debt-calls.ts';
import { Badge, type BadgeTone } from '#shared/ui/badge.tsx';
import { classNames } from '#shared/ui/class-names.ts';
import { useWriting } from '../parts/use-writing.ts';

/** The ages of a debt from new to old; what is old is shown as such. */
const AGES: readonly { readonly age: keyof DebtAges; readonly tone: BadgeTone }[] = [
  { age: 'days0To30Minor', tone: 'plain' },
  { age: 'days31To60Minor', tone: 'plain' },
  { age: 'days61To90Minor', tone: 'warn' },
  { age: 'daysOver90Minor', tone: 'bad' },
  { age: 'unknownMinor', tone: 'plain' },
];

type AgesProps = { readonly ages: DebtAges };

/** The age of a debt in a row of the list: which ages are in it. */
export function AgeBadges({ ages }: AgesProps) {
  const { t } = useTranslation();
  return (
    <span className="flex flex-wrap justify-end gap-1 small:col-span-full small:justify-start">
      {AGES.filter(({ age }) => ages[age] > 0).map(({ age, tone }) => (
        <Badge key={age} tone={tone}>
          {t(`debts.age.${age}`)}
        </Badge>
      ))}
    </span>
  );
}

/** How much of a debt is how old, side by side. */
export function AgeSums({ ages }: AgesProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  const shown = AGES.filter(({ age }) => age !== 'unknownMinor' || ages[age] > 0);
  return (
    <dl aria-label={t('debts.ages')} className="flex flex-wrap gap-x-8 gap-y-2">
      {shown.map(({ age, tone }) => (
        <div key={age}>
          <dt className="text-xs text-muted">{t(`debts.age.${age}`)}</dt>
          <dd className={classNames('font-semi tabular-nums', ages[age] > 0 ? inkOf(tone) : 'text-muted')}>
            {writing.amount(ages[age])}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function inkOf(tone: BadgeTone): string {
  return tone === 'bad' ? 'text-bad' : tone === 'warn' ? 'text-warn' : '';
}
