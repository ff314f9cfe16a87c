import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { creditPrintCall } from '#shared/till-calls/credit-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Figure } from '#shared/ui/figure.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { Note } from '#shared/ui/note.tsx';
import { SlipPrint } from '../parts/slip-print.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { useSlipPrint } from '../parts/use-slip-print.ts';
import { useWriting } from '../parts/use-writing.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import type { Loaded } from './credit-views.ts';

/** A card was sold or took more: its code, which is shown this once, and the change to give. */
export function CreditLoaded({ loaded, onDone }: { readonly loaded: Loaded; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { credit, code, changeMinor } = loaded;
  const amount = writing.amount(credit.balanceMinor);
  const words =
    code === null
      ? t('credits.loaded', { end: credit.codeEnd, amount })
      : t('credits.done', { kind: t(`credits.kinds.${credit.kind}`), amount });
  // Escape ends nothing here, so that no code is lost by a habit.
  useShortcuts({ Enter: onDone, F12: onDone, Escape: () => undefined });
  return (
    <section aria-label={words} className="flex min-h-0 flex-1 flex-col gap-4">
      <p role="status" className="flex items-center gap-3">
        <Icon of={CircleCheck} size="large" className="text-good" />
        <b>{words}</b>
      </p>
      {code !== null && <NewCode code={code} />}
      {changeMinor > 0 && (
        <div>
          <span className="text-xs font-medium text-muted">{t('tender.change')}</span>
          <Figure parts={writing.parts(changeMinor)} className="mt-1 block text-[3rem] leading-none" />
        </div>
      )}
      <Button rank="primary" scale="pay" full className="mt-auto flex-none" onPress={onDone}>
        <span>{t('tender.done')}</span>
        <KeyCap tone="inherit">Enter</KeyCap>
      </Button>
    </section>
  );
}

function NewCode({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const { send } = useTillClient();
  const slip = useSlipPrint(() => send(creditPrintCall, { code }));
  return (
    <>
      <output
        aria-label={t('credits.code')}
        className="block rounded-lg border border-line bg-paper px-4 py-5 text-center text-2xl font-bold tracking-wide break-words text-on-paper tabular-nums select-all"
      >
        {code}
      </output>
      <Note tone="warn" icon={TriangleAlert}>
        {t('credits.once')}
      </Note>
      <SlipPrint slip={slip} />
    </>
  );
}
