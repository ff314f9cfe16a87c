/** The sentences of backups and restoring. */
export const enSafety = {
  title: 'Backups',
  hero: {
    some: 'Last backup {{moment}}.',
    none: 'There is no backup of this till yet.',
    help: 'A backup is made every hour in which something was sold, and when a shift closes. Every sale is safe before its receipt prints; a backup helps when the file of the till breaks.',
  },
  list: {
    title: 'Backups on this till',
    kept: 'the last 24, and one a day for two weeks',
    made: 'Made',
    size: 'Size',
    choose: 'Restore …',
    chooseThat: 'Restore the backup of {{moment}}',
  },
  make: {
    do: 'Back up now',
    doing: 'Backing up …',
    help: 'It takes a moment; keep selling meanwhile.',
    done: 'Backed up: {{size}}, opened once to see that it is good.',
  },
  restore: {
    title: 'Restore the backup of {{moment}}?',
    puts: 'The till goes back to how it stood then. Nothing that was sold since is lost:',
    waiting: 'what waits to be sent is written into it again at once,',
    alone: 'what was sold since is written into it again at once,',
    office: 'what the office has comes back with the next contact,',
    aside: 'the file of now is set aside in the till’s folder, not deleted.',
    signIn: 'Everybody signs in again. Parked sales stay.',
    do: 'Restore it',
    doing: 'Restoring …',
    cancel: 'Leave it as it is',
  },
} as const;
