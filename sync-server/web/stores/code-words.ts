const GROUP = 4;
const SECONDS_PER_MINUTE = 60;
const SECOND_MS = 1000;

/** A code in groups that people can read out: ABCD EFGH; one that has its own groups keeps them. */
export function codeGroups(code: string): string {
  if (/[^A-Za-z0-9]/.test(code)) return code;
  return (code.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).join(' ');
}

/** 9:58, or null where nothing is left. */
export function timeLeft(ms: number): string | null {
  if (ms <= 0) return null;
  const seconds = Math.ceil(ms / SECOND_MS);
  return `${Math.floor(seconds / SECONDS_PER_MINUTE)}:${String(seconds % SECONDS_PER_MINUTE).padStart(2, '0')}`;
}
