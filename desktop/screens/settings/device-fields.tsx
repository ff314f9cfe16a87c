import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '#shared/ui/field.tsx';
import { Segments } from '#shared/ui/segments.tsx';
import { type DeviceDraft, type DeviceField, PRINTER_KINDS } from './device-draft.ts';

type DeviceFieldsProps = {
  readonly draft: DeviceDraft;
  readonly wrong: ReadonlySet<DeviceField>;
  readonly onEdit: (change: Partial<DeviceDraft>) => void;
};

/** By which way receipts are printed, on what paper, and what opens the drawer. */
export function DeviceFields({ draft, wrong, onEdit }: DeviceFieldsProps) {
  const { t } = useTranslation();
  return (
    <div className="grid max-w-160 gap-6">
      <p className="text-muted">{t('devices.help')}</p>
      <Part title={t('devices.printer')}>
        <Segments
          label={t('devices.printer')}
          isFull
          choices={PRINTER_KINDS.map((value) => ({ value, words: t(`devices.kinds.${value}`) }))}
          chosen={draft.kind}
          onChoose={(kind) => onEdit({ kind })}
        />
        <p className="text-sm text-muted">{t(`devices.kindsHelp.${draft.kind}`)}</p>
        <WhereFields draft={draft} wrong={wrong} onEdit={onEdit} />
      </Part>
      <Part title={t('devices.paper')}>
        <Segments
          label={t('devices.paper')}
          choices={[
            { value: '58', words: t('devices.paperWidths.narrow') },
            { value: '80', words: t('devices.paperWidths.wide') },
          ]}
          chosen={draft.paperMm === 58 ? '58' : '80'}
          onChoose={(width) => onEdit({ paperMm: width === '58' ? 58 : 80 })}
        />
      </Part>
      <Part title={t('devices.signs')}>
        <Segments
          label={t('devices.signs')}
          choices={[
            { value: 'drawn', words: t('devices.signsAs.drawn') },
            { value: 'letters', words: t('devices.signsAs.letters') },
          ]}
          chosen={draft.signs}
          onChoose={(signs) => onEdit({ signs })}
        />
        <p className="text-sm text-muted">{t(`devices.signsHelp.${draft.signs}`)}</p>
      </Part>
      <Part title={t('devices.drawer')}>
        <Segments
          label={t('devices.drawer')}
          choices={[
            { value: 'by_printer', words: t('devices.drawers.by_printer') },
            { value: 'none', words: t('devices.drawers.none') },
          ]}
          chosen={draft.drawer}
          onChoose={(drawer) => onEdit({ drawer })}
        />
      </Part>
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="grid justify-items-start gap-3 *:max-w-full [&>[role=radiogroup].flex]:w-full">
      <h2 className="text-lg">{title}</h2>
      {children}
    </section>
  );
}

/** Where the printer is, as each kind says it. */
function WhereFields({ draft, wrong, onEdit }: DeviceFieldsProps) {
  const { t } = useTranslation();
  const wrongWords = (field: DeviceField) => (wrong.has(field) ? t(`devices.wrong.${field}`) : undefined);
  switch (draft.kind) {
    case 'network':
      return (
        <div className="grid w-full grid-cols-[minmax(0,1fr)_11rem] items-start gap-3">
          <Field
            label={t('devices.host')}
            placeholder={t('devices.hostExample')}
            value={draft.host}
            onChange={(host) => onEdit({ host })}
            error={wrongWords('host')}
          />
          <Field
            label={t('devices.port')}
            inputMode="numeric"
            maxLength={5}
            value={draft.port}
            onChange={(port) => onEdit({ port })}
            help={t('devices.portHelp')}
            error={wrongWords('port')}
          />
        </div>
      );
    case 'spooler':
      return (
        <Field
          className="w-full"
          label={t('devices.name')}
          maxLength={127}
          value={draft.name}
          onChange={(name) => onEdit({ name })}
          help={t('devices.nameHelp')}
          error={wrongWords('name')}
        />
      );
    case 'file':
      return (
        <Field
          className="w-full"
          label={t('devices.path')}
          placeholder={t('devices.pathExample')}
          maxLength={500}
          value={draft.path}
          onChange={(path) => onEdit({ path })}
          error={wrongWords('path')}
        />
      );
    case 'none':
      return null;
  }
}
