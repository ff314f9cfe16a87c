import { Segments } from '#shared/ui/segments.tsx';
import { useSay } from '../words/words.ts';
import { useTheme } from './theme.ts';

/** Light, dark, or as the device. */
export function ThemeChoice() {
  const say = useSay();
  const [choice, choose] = useTheme();
  return (
    <Segments
      label={say('theme')}
      chosen={choice}
      onChoose={choose}
      isFull
      choices={[
        { value: 'auto', words: say('theme_auto') },
        { value: 'light', words: say('theme_light') },
        { value: 'dark', words: say('theme_dark') },
      ]}
    />
  );
}
