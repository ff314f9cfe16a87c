import { useQueryClient } from '@tanstack/react-query';
import { Inbox, Printer, PrinterCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { deviceStatusCall, deviceTestDrawerCall, deviceTestPrintCall } from '#shared/till-calls/device-calls.ts';
import type { DeviceSettings, PrinterAnswer, PrinterChoice } from '#shared/till-calls/device-settings.ts';
import { Button } from '#shared/ui/button.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { Note } from '#shared/ui/note.tsx';
import { AskedNotes } from '../parts/asked-notes.tsx';
import { useTillClient } from '../till-client/till-context.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { faultWords } from '../words/refusal-words.ts';
import { useTrial } from './use-trial.ts';

type PrinterInUseProps = {
  readonly inUse: DeviceSettings;
  /** Something else is typed, and not saved. */
  readonly isChanged: boolean;
};

/** The printer that receipts go to now: how it says that it is, and the ways to try it. */
export function PrinterInUse({ inUse, isChanged }: PrinterInUseProps) {
  const { t } = useTranslation();
  const { send } = useTillClient();
  const queries = useQueryClient();
  const { value } = useTillQuery(deviceStatusCall, {});
  const askAgain = () => void queries.invalidateQueries({ queryKey: [deviceStatusCall.name] });
  const print = useTrial(() => send(deviceTestPrintCall, {}), askAgain);
  const drawer = useTrial(
    (approval) => send(deviceTestDrawerCall, approval === undefined ? {} : { approval }),
    askAgain,
  );
  return (
    <section aria-label={t('devices.now')} className="grid gap-3">
      <h2 className="text-lg">{t('devices.now')}</h2>
      <p>{t(`devices.inUse.${inUse.printer.kind}`, { where: whereWords(inUse.printer) })}</p>
      <AnswerNote answer={value?.answer ?? null} />
      <Button full onPress={askAgain}>
        {t('devices.ask')}
      </Button>
      <Button full isDisabled={isChanged || print.isRunning} onPress={print.run}>
        <Icon of={Printer} />
        {t(print.isRunning ? 'devices.testPrinting' : 'devices.testPrint')}
      </Button>
      <Done isDone={print.isDone} words={t('devices.testPrinted')} />
      <AskedNotes asked={print.asked} />
      {inUse.drawer === 'by_printer' && (
        <>
          <Button full isDisabled={isChanged || drawer.isRunning} onPress={drawer.run}>
            <Icon of={Inbox} />
            {t(drawer.isRunning ? 'devices.testOpening' : 'devices.testDrawer')}
          </Button>
          <Done isDone={drawer.isDone} words={t('devices.testOpened')} />
          <AskedNotes asked={drawer.asked} />
        </>
      )}
      {isChanged && <p className="text-sm text-muted">{t('devices.saveFirst')}</p>}
    </section>
  );
}

function whereWords(printer: PrinterChoice): string {
  switch (printer.kind) {
    case 'network':
      return `${printer.host}:${printer.port}`;
    case 'spooler':
      return printer.name;
    case 'file':
      return printer.path;
    case 'none':
      return '';
  }
}

/** Null while it is asked for the first time. */
function AnswerNote({ answer }: { readonly answer: PrinterAnswer | null }) {
  const { t } = useTranslation();
  if (answer === null) return <Note icon={Printer}>{t('devices.asking')}</Note>;
  if (answer === 'silent' || answer === 'ready' || answer === 'paper_low')
    return (
      <Note
        tone={answer === 'ready' ? 'good' : answer === 'silent' ? 'plain' : 'warn'}
        icon={PrinterCheck}
        role="status"
      >
        {t(`devices.answers.${answer}`)}
      </Note>
    );
  return (
    <Note tone="warn" icon={Printer} role="status">
      {faultWords(answer)}
    </Note>
  );
}

function Done({ isDone, words }: { readonly isDone: boolean; readonly words: string }) {
  if (!isDone) return null;
  return (
    <Note tone="good" icon={PrinterCheck} role="status">
      {words}
    </Note>
  );
}
