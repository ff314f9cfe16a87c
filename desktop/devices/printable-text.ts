/** What code page 858 has above ASCII: western Europe with the euro. Nearly every receipt printer has it. */
const PAGE_858 = new Set(
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»ÁÂÀ©¢¥ãÃ¤ðÐÊËÈ€ÍÎÏ¦ÌÓßÔÒõÕµþÞÚÛÙýÝ¯´±¾¶§÷¸°¨·¹³²',
);

/** Signs that say the same as plainer ones do: nobody misses them. */
const PLAINER: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  ʼ: "'",
  '′': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '″': '"',
  '‐': '-',
  '‑': '-',
  '–': '-',
  '—': '-',
  '−': '-',
  '…': '...',
  '•': '*',
  '™': 'TM',
  '№': 'No',
};

/** What shops write instead where a printer has no such sign; ₦1,200 is printed N1,200. */
const STAND_INS: Readonly<Record<string, string>> = {
  ...PLAINER,
  '₦': 'N',
  '₵': 'C',
  '₹': 'Rs',
  '₺': 'TL',
  '₱': 'P',
  '₩': 'W',
  '₽': 'RUB',
  '₫': 'd',
  '₪': 'NIS',
  ɓ: 'b',
  Ɓ: 'B',
  ɗ: 'd',
  Ɗ: 'D',
  ƙ: 'k',
  Ƙ: 'K',
  ƴ: 'y',
  Ƴ: 'Y',
  ŋ: 'n',
  Ŋ: 'N',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  œ: 'oe',
  Œ: 'OE',
};

const MARKS = /\p{M}/gu;
const SPACES = /\s/u;
const CONTROLS = /[\p{Cc}\p{Cf}]/u;

/**
 * A text as a printer's code page can show it, so that every sign takes one column and one byte.
 *
 * Letters that the page lacks lose their marks (ẹ → e), other signs become what shops write instead, the rest a question
 * mark. Control characters are taken out: a name must never be a command, such as the one that opens the drawer.
 */
export function printableText(text: string): string {
  let printable = '';
  for (const sign of text.normalize('NFC')) printable += printableSign(sign);
  return printable;
}

/**
 * A text as it is drawn where the code page lacks a sign of it: every sign that means something stays.
 *
 * What a printer would take for a command is taken out, as above.
 */
export function drawableText(text: string): string {
  let drawable = '';
  for (const sign of text.normalize('NFC'))
    drawable += SPACES.test(sign) ? ' ' : CONTROLS.test(sign) ? '' : (PLAINER[sign] ?? sign);
  return drawable;
}

/** Whether the code page has all of a text. */
export function isPrintable(text: string): boolean {
  return Array.from(text).every(isOnPage);
}

function printableSign(sign: string): string {
  if (SPACES.test(sign)) return ' ';
  if (CONTROLS.test(sign)) return '';
  if (isOnPage(sign)) return sign;
  const standIn = STAND_INS[sign];
  if (standIn !== undefined) return standIn;
  const plain = sign.normalize('NFD').replace(MARKS, '');
  return plain === '' || Array.from(plain).every(isOnPage) ? plain : '?';
}

function isOnPage(sign: string): boolean {
  return (sign >= ' ' && sign <= '~') || PAGE_858.has(sign);
}
