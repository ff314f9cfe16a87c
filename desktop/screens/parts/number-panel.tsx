import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Keypad } from '#shared/ui/keypad.tsx';
import { emptyEntry, entryOf, entryUnits, pressKey } from './number-entry.ts';
import { SidePanel } from './side-panel.tsx';
import type { Asked } from './use-approved.ts';

type NumberPanelProps = {
  readonly title: string;
  readonly label: string;
  /** Decimals that the number may have. */
  readonly places: number;
  readonly lead?: ReactNode;
  readonly trail?: ReactNode;
  readonly help?: string;
  readonly submitWords: string;
  /** Gets the number in its small units: kobo, thousandths. */
  readonly onSubmit: (units: number) => void;
  /** More to fill in, between the number and the button. */
  readonly children?: ReactNode;
  /** What the till said. */
  readonly notes?: ReactNode;
  readonly asked?: Asked;
};

/** A panel that asks for one number, by keypad, number pad or typing. */
export function NumberPanel({
  title,
  label,
  places,
  lead,
  trail,
  help,
  submitWords,
  onSubmit,
  children,
  notes,
  asked,
}: NumberPanelProps) {
  const { t } = useTranslation();
  const [entry, setEntry] = useState(emptyEntry(places));
  const units = entryUnits(entry);
  return (
    <SidePanel title={title} {...(asked === undefined ? {} : { asked })}>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (units !== null) onSubmit(units);
        }}
      >
        <Field
          label={label}
          inputMode="decimal"
          value={entry.text}
          onChange={(typed) => setEntry(entryOf(typed, places))}
          lead={lead}
          trail={trail}
          {...(help === undefined ? {} : { help })}
        />
        <Keypad
          label={t('keypad.label')}
          corner={places === 0 ? 'clear' : '.'}
          isCompact
          words={{ clear: t('keypad.clear'), deleteLast: t('keypad.deleteLast') }}
          onKey={(key) => setEntry(pressKey(entry, key))}
        />
        {children}
        <Button type="submit" rank="primary" scale="choice" full isDisabled={units === null}>
          {submitWords}
        </Button>
      </form>
      {notes}
    </SidePanel>
  );
}
