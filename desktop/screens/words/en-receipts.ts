/** The sentences of the list of receipts. */
export const enReceipts = {
  title: 'Receipts',
  search: 'Receipt number',
  searchExample: 'Scan a receipt, or type the end of its number',
  list: 'Receipts of {{day}}',
  found: 'Receipts found',
  today: 'Today',
  more: 'Show earlier receipts',
  none: 'No such receipt on this till',
  noneHelp: 'Check the number. Receipts of other tills come from the office.',
  nothing: 'Nothing was sold yet',
  nothingHelp: 'Finished sales stand here, the latest first.',
  choose: 'Choose a receipt',
  chooseHelp: 'It shows here as it was printed.',
  kinds: { sale: 'Sale', refund: 'Refund', exchange: 'Exchange' },
  elsewhere: 'Another till',
  print: 'Print again',
  refund: 'Refund',
  printing: '{{number}} prints again, marked as a copy',
} as const;

/** The sentences of printed reports and of shifts that are over. */
export const enShiftReports = {
  print: 'Print',
  printedX: 'X report printed',
  printedZ: 'Z report printed',
  past: 'Earlier shifts',
  none: 'No shift was closed yet',
  noneHelp: 'A shift that was counted and closed stands here with its Z report.',
  zReport: 'Z report',
  more: 'Show more',
  right: 'Right',
  short: '{{amount}} short',
  over: '{{amount}} over',
  from: '{{from}} to {{to}}',
} as const;
