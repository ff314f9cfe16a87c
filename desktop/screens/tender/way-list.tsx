import { Radio, RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { classNames } from '#shared/ui/class-names.ts';
import { Icon } from '#shared/ui/icon.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import type { Pay } from './use-pay.ts';
import { WAYS } from './ways.ts';

/** How they pay: seven ways, each with its key. */
export function WayList({ pay }: { readonly pay: Pick<Pay, 'method' | 'choose'> }) {
  const { t } = useTranslation();
  return (
    <RadioGroup
      aria-label={t('pay.how')}
      value={pay.method}
      onChange={(chosen) => {
        const way = WAYS.find(({ method }) => method === chosen);
        if (way !== undefined) pay.choose(way.method);
      }}
      className="relative flex min-w-0 flex-col gap-1 border-r border-line px-2 py-3 small:flex-row small:overflow-x-auto small:border-r-0 small:border-b"
    >
      {WAYS.map(({ method, icon }, position) => (
        <Radio
          key={method}
          value={method}
          className={({ isSelected }) =>
            classNames(
              'relative flex min-h-(--size-target-lg) cursor-pointer items-center gap-2 rounded-md pr-2 pl-3 text-[0.9375rem] small:flex-none',
              isSelected
                ? 'bg-accent-soft font-semi text-on-accent-soft'
                : 'font-medium hover:bg-hover active:bg-press',
            )
          }
        >
          {({ isSelected }) => (
            <>
              <Icon of={icon} className={isSelected ? '' : 'text-muted'} />
              <span className="flex-1">{t(`pay.ways.${method}`)}</span>
              <KeyCap tone={isSelected ? 'inherit' : 'muted'} className="min-w-6">
                {String(position + 1)}
              </KeyCap>
            </>
          )}
        </Radio>
      ))}
    </RadioGroup>
  );
}
