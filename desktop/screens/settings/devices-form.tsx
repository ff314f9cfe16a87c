import { useQueryClient } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deviceSaveCall, deviceSettingsCall, deviceStatusCall } from '#shared/till-calls/device-calls.ts';
import type { DeviceSettings } from '#shared/till-calls/device-settings.ts';
import { Button } from '#shared/ui/button.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { Note } from '#shared/ui/note.tsx';
import { AskedNotes } from '../parts/asked-notes.tsx';
import { TwoColumns } from '../parts/sheet.tsx';
import { useApproved } from '../parts/use-approved.ts';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import { type DeviceDraft, deviceDraft, isInUse, typedSettings } from './device-draft.ts';
import { DeviceFields } from './device-fields.tsx';
import { PrinterInUse } from './printer-in-use.tsx';

/** What is chosen on the left; what the till uses, and how it is, on the right. */
export function DevicesForm({ inUse }: { readonly inUse: DeviceSettings }) {
  const { t } = useTranslation();
  const { send } = useTillClient();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(deviceDraft(inUse));
  const [wasSent, setWasSent] = useState(false);
  const [isSaved, setIsSaved] = useState(false);
  const typed = typedSettings(draft);
  const asked = useApproved<DeviceSettings>((settings) => {
    setWasSent(false);
    setIsSaved(true);
    setDraft(deviceDraft(settings));
    queries.setQueryData([deviceSettingsCall.name, {}], settings);
    void queries.invalidateQueries({ queryKey: [deviceStatusCall.name] });
  });
  const save = () => {
    setWasSent(true);
    setIsSaved(false);
    if (!('settings' in typed)) return;
    const { settings } = typed;
    asked.begin((approval) => send(deviceSaveCall, { settings, ...(approval === undefined ? {} : { approval }) }));
  };
  const edit = (change: Partial<DeviceDraft>) => {
    setIsSaved(false);
    setDraft({ ...draft, ...change });
  };
  useShortcuts({ F12: save });
  const isChanged = !isInUse(draft, inUse);
  return (
    <TwoColumns
      workClassName="p-5"
      work={
        <DeviceFields draft={draft} wrong={wasSent && 'wrong' in typed ? typed.wrong : NOTHING_WRONG} onEdit={edit} />
      }
      decisionClassName="gap-3.5 p-5"
      decision={
        <>
          {/* What was tried on another printer says nothing of this one. */}
          <PrinterInUse key={JSON.stringify(inUse)} inUse={inUse} isChanged={isChanged} />
          <div className="mt-auto grid gap-3">
            {isSaved && (
              <Note tone="good" icon={CircleCheck} role="status">
                {t('devices.saved')}
              </Note>
            )}
            <AskedNotes asked={asked} />
            {asked.stopped === null && (
              <Button rank="primary" scale="pay" full onPress={save}>
                <span>{t('devices.save')}</span>
                <KeyCap tone="inherit">F12</KeyCap>
              </Button>
            )}
          </div>
        </>
      }
    />
  );
}

const NOTHING_WRONG: ReadonlySet<never> = new Set();
