/**
 * Sends its input to a printer of Windows as it is, by the spooler's own raw way, or asks how the printer is.
 *
 * Exits with 0, or with 20 not found, 21 no paper, 22 offline, 23 cover open, 24 stuck, 25 not allowed, 26 not taken.
 */
export const RAW_PRINT_SCRIPT = String.raw`
$ErrorActionPreference = 'Stop'
Add-Type -TypeDefinition @'
using System;
using System.Runtime.InteropServices;
public static class RawPrinter {
  [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
  struct Doc { public string name; public string output; public string dataType; }
  [DllImport("winspool.drv", CharSet = CharSet.Unicode, SetLastError = true)]
  static extern bool OpenPrinterW(string name, out IntPtr printer, IntPtr defaults);
  [DllImport("winspool.drv", SetLastError = true)]
  static extern bool ClosePrinter(IntPtr printer);
  [DllImport("winspool.drv", SetLastError = true)]
  static extern bool GetPrinterW(IntPtr printer, int level, out int status, int size, out int needed);
  [DllImport("winspool.drv", CharSet = CharSet.Unicode, SetLastError = true)]
  static extern int StartDocPrinterW(IntPtr printer, int level, ref Doc doc);
  [DllImport("winspool.drv", SetLastError = true)]
  static extern bool StartPagePrinter(IntPtr printer);
  [DllImport("winspool.drv", SetLastError = true)]
  static extern bool WritePrinter(IntPtr printer, byte[] bytes, int count, out int written);
  [DllImport("winspool.drv", SetLastError = true)]
  static extern bool EndPagePrinter(IntPtr printer);
  [DllImport("winspool.drv", SetLastError = true)]
  static extern bool EndDocPrinter(IntPtr printer);

  public static int Work(string name, byte[] bytes) {
    IntPtr printer;
    if (!OpenPrinterW(name, out printer, IntPtr.Zero)) return Marshal.GetLastWin32Error() == 5 ? 25 : 20;
    try {
      int status, needed;
      if (GetPrinterW(printer, 6, out status, 4, out needed)) {
        if ((status & 0x50) != 0) return 21;
        if ((status & 0x400000) != 0) return 23;
        if ((status & 0x10000A) != 0) return 24;
        if ((status & 0x1081) != 0) return 22;
      }
      return bytes == null ? 0 : Print(printer, bytes);
    } finally { ClosePrinter(printer); }
  }

  static int Print(IntPtr printer, byte[] bytes) {
    Doc doc = new Doc { name = "Stockavoo", output = null, dataType = "RAW" };
    if (StartDocPrinterW(printer, 1, ref doc) == 0) return Marshal.GetLastWin32Error() == 5 ? 25 : 26;
    try {
      int written = 0;
      bool isTaken = StartPagePrinter(printer) && WritePrinter(printer, bytes, bytes.Length, out written);
      EndPagePrinter(printer);
      return isTaken && written == bytes.Length ? 0 : 26;
    } finally { EndDocPrinter(printer); }
  }
}
'@
$bytes = $null
if ($env:STOCKAVOO_PRINTER_WORK -eq 'print') {
  $held = New-Object System.IO.MemoryStream
  [Console]::OpenStandardInput().CopyTo($held)
  $bytes = $held.ToArray()
}
exit [RawPrinter]::Work($env:STOCKAVOO_PRINTER_NAME, $bytes)
`;
