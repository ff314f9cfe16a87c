import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '#shared/ui/panel.tsx';
import { AskedNotes } from './asked-notes.tsx';
import { usePlace } from './place.tsx';
import type { Asked } from './use-approved.ts';
import { useShortcuts } from './use-shortcuts.ts';

type SidePanelProps = {
  readonly title: string;
  readonly children: ReactNode;
  /** Where the till may say no: while a manager is asked, the question stands in place of the rest. */
  readonly asked?: Asked;
  /** What Esc leaves before it closes the panel. */
  readonly onEscape?: (() => void) | undefined;
};

/** A panel over the shelf; Esc closes it and loses nothing. */
export function SidePanel({ title, children, asked, onEscape }: SidePanelProps) {
  const { t } = useTranslation();
  const { close } = usePlace();
  useShortcuts({ Escape: onEscape ?? close });
  return (
    <Panel title={title} closeWords={t('keys.close')} onClose={close}>
      <div className={asked !== undefined && asked.stopped !== null ? 'hidden' : 'contents'}>{children}</div>
      {asked !== undefined && <AskedNotes asked={asked} />}
    </Panel>
  );
}
