/** The drawer under the till. */
export type CashDrawer = {
  /** @throws {Fault} `printer_offline` where the drawer hangs on a printer that doesn't answer */
  readonly open: () => Promise<void>;
};
