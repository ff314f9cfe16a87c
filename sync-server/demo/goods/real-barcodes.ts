/** The codes that are really printed on these goods. All others of the demo are restricted codes, 040 to 049 (GS1 General Specifications, 1.4.2). */
export const REAL_BARCODES: Readonly<Record<string, string>> = {
  'Nutella 400g': '3017620422003',
  'Coca-Cola Can 33cl': '5449000000996',
  'Coca-Cola Zero Can 33cl': '5449000131805',
  'Red Bull 250ml': '9002490100070',
  'Pringles Original 165g': '5053990101573',
  'Heinz Baked Beans 415g': '5000157024671',
  'Snickers 50g': '5000159461122',
  'Mars 51g': '5000159407236',
};
