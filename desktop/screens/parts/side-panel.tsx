import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '#shared/ui/panel.tsx';
import { usePlace } from './place.tsx';
import { useShortcuts } from './use-shortcuts.ts';

/** A panel over the shelf; Esc closes it and loses nothing. */
export function SidePanel({
  title,
  children,
  foot,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
}) {
  const { t } = useTranslation();
  const { close } = usePlace();
  useShortcuts({ Escape: close });
  return (
    <Panel title={title} closeWords={t('keys.close')} onClose={close} foot={foot}>
      {children}
    </Panel>
  );
}
