import { Gift, Info, Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { creditFindCall, creditPrintCall } from '#shared/till-calls/credit-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Figure } from '#shared/ui/figure.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { Note } from '#shared/ui/note.tsx';
import { useSlipPrint } from '../parts/use-slip-print.ts';
import { useWriting } from '../parts/use-writing.ts';
import { WhyNote } from '../parts/why-note.tsx';
import { useTillClient } from '../till-client/till-context.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';
import type { Credit } from './credit-views.ts';

/** So short a code is none, so it is not asked for. */
const CODE_LENGTH_MIN = 8;

/** Looks a gift card or store credit up by its code: what stands on it, and what of that can be spent here and now. */
export function FindCredit({ onMore }: { readonly onMore: (credit: Credit) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [code, setCode] = useState('');
  return (
    <section aria-label={t('credits.find')} className="flex flex-1 flex-col gap-4">
      <form
        className="flex flex-wrap items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          setCode(text.trim());
        }}
      >
        <Field
          label={t('credits.code')}
          value={text}
          onChange={setText}
          maxLength={64}
          help={t('credits.codeHelp')}
          className="min-w-64 flex-1"
        />
        <Button type="submit" className="mt-[1.375rem]" isDisabled={text.trim().length < CODE_LENGTH_MIN}>
          {t('credits.look')}
        </Button>
      </form>
      {code === '' ? (
        <div className="my-auto">
          <EmptyState icon={Gift} title={t('credits.ready')}>
            {t('credits.readyHelp')}
          </EmptyState>
        </div>
      ) : (
        <FoundCredit key={code} code={code} onMore={onMore} />
      )}
    </section>
  );
}

type FoundCreditProps = { readonly code: string; readonly onMore: (credit: Credit) => void };

function FoundCredit({ code, onMore }: FoundCreditProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { send } = useTillClient();
  const { value, notDone } = useTillQuery(creditFindCall, { code });
  const slip = useSlipPrint(() => send(creditPrintCall, { code }));
  if (value === undefined || notDone !== null) return <WhyNote notDone={notDone} />;
  const kind = t(`credits.kinds.${value.kind}`);
  return (
    <article
      aria-label={t('credits.ends', { kind, end: value.codeEnd })}
      className="grid gap-4 rounded-lg border border-line bg-surface p-5"
    >
      <h2>{t('credits.ends', { kind, end: value.codeEnd })}</h2>
      <div>
        <span className="text-xs font-medium text-muted">{t('credits.balance')}</span>
        <div role="status">
          <Figure parts={writing.parts(value.balanceMinor)} className="text-[3rem] leading-none" />
        </div>
      </div>
      {value.spendableMinor < value.balanceMinor && (
        <Note tone="warn" icon={Info}>
          {t('credits.spendable', { amount: writing.amount(value.spendableMinor) })}
        </Note>
      )}
      <div className="flex flex-wrap gap-2">
        <Button onPress={() => onMore(value)}>
          <Icon of={Gift} />
          {t('credits.more')}
        </Button>
        <Button onPress={slip.print}>
          <Icon of={Printer} />
          {t(slip.isPrinted ? 'tender.printAgain' : 'credits.slip')}
        </Button>
      </div>
      {slip.isPrinted && <p role="status">{t('tender.printed')}</p>}
      <WhyNote notDone={slip.refused} />
    </article>
  );
}
