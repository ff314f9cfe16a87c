import { Clock, HardDrive, Printer, RotateCcw, ServerOff, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { Note } from '#shared/ui/note.tsx';
import { usePlace } from './place.tsx';
import { faultWords } from '../words/refusal-words.ts';
import { useTillState } from './till-facts.tsx';
import { useWriting } from './use-writing.ts';

const ICONS = {
  clock_off: Clock,
  disk_low: HardDrive,
  not_durable: HardDrive,
  came_back: RotateCcw,
  restored: RotateCcw,
  cloned: TriangleAlert,
  revoked: ServerOff,
  unknown: ServerOff,
  shift_old: Clock,
  printer: Printer,
} as const;

const MINUTE_MS = 60_000;

/** What everybody at this till should know about it, a note each. */
export function TillWarnings() {
  const { t } = useTranslation();
  const writing = useWriting();
  const { warnings, mayEnrol } = useTillState();
  const { go } = usePlace();
  const written = (code: keyof typeof ICONS, value: string): string => {
    if (code === 'clock_off') return t('warnings.minutes', { count: Math.round(Math.abs(Number(value)) / MINUTE_MS) });
    if (code === 'printer') return faultWords(value);
    if (code === 'disk_low') return writing.bytes(Number(value));
    return code === 'shift_old' ? writing.moment(Number(value)) : value;
  };
  const actionOf = (code: keyof typeof ICONS) => {
    if (code === 'printer') return <Button onPress={() => go({ page: 'devices' })}>{t('warnings.printerOpen')}</Button>;
    if (!mayEnrol || (code !== 'unknown' && code !== 'revoked')) return undefined;
    return <Button onPress={() => go({ page: 'connect-again' })}>{t('warnings.connect')}</Button>;
  };
  return warnings.map(({ code, value }) => (
    <Note key={`${code} ${value}`} tone="warn" icon={ICONS[code]} role="status" actions={actionOf(code)}>
      {t(`warnings.${code}`, { value: written(code, value) })}
    </Note>
  ));
}
