import { Building2, HardDrive, type LucideIcon, Store } from 'lucide-react';
import { Button as PressButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Icon } from '#shared/ui/icon.tsx';
import { Mark } from '#shared/ui/mark.tsx';

/** Into a shop that is there, or as the whole shop. */
export type Way = 'connect' | 'alone';

const WAYS: readonly { readonly way: Way; readonly icon: LucideIcon }[] = [
  { way: 'connect', icon: Building2 },
  { way: 'alone', icon: Store },
];

/** Two ways to begin, each with what it means and what it needs. */
export function BeginChoice({ onChoose }: { readonly onChoose: (way: Way) => void }) {
  const { t } = useTranslation();
  return (
    <main className="flex min-h-dvh flex-col px-6 py-5 mid:px-10 mid:py-6">
      <header className="flex items-center gap-4">
        <Mark />
        <b className="text-lg">Stockavoo</b>
      </header>
      <div className="m-auto grid w-full max-w-240 gap-6 py-6">
        <div>
          <h1 className="mb-1">{t('firstRun.title')}</h1>
          <p className="text-muted">{t('firstRun.help')}</p>
        </div>
        <ul aria-label={t('firstRun.choices')} className="grid grid-cols-2 gap-4 small:grid-cols-1">
          {WAYS.map(({ way, icon }) => (
            <li key={way} className="grid">
              <PressButton
                onPress={() => onChoose(way)}
                aria-label={t(`firstRun.${way}.title`)}
                aria-describedby={`begin-${way}`}
                className="grid content-start justify-items-start gap-3 rounded-lg border border-line bg-surface p-6 text-left hover:bg-hover active:bg-press"
              >
                <Icon of={icon} size="hero" className="text-accent" />
                <b className="text-xl">{t(`firstRun.${way}.title`)}</b>
                <span id={`begin-${way}`} className="grid gap-3">
                  <span>{t(`firstRun.${way}.help`)}</span>
                  <span className="text-sm text-muted">{t(`firstRun.${way}.needs`)}</span>
                </span>
              </PressButton>
            </li>
          ))}
        </ul>
      </div>
      <p className="flex items-center gap-2 text-sm text-muted">
        <Icon of={HardDrive} size="small" />
        {t('signIn.safe')}
      </p>
    </main>
  );
}
