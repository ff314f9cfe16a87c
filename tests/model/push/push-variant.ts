/** The lines of the contract that can be left out, one at a time, to see that the model misses each. */
export type PushVariant =
  | 'acknowledged by seq alone'
  | 'duplicates not compared'
  | 'no session rule'
  | 'acknowledged seq not looked at'
  | 'same epoch after a restore'
  | 'ids not compared'
  | 'pages not looked at'
  | 'sessions counted on from the backup';

export type LeftOut = PushVariant | null;
