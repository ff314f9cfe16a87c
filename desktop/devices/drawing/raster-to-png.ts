import { crc32, deflateSync } from 'node:zlib';
import type { Raster } from './raster.ts';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const NO_FILTER = 0;

/** Black on white as a PNG of one bit to a dot (W3C, Portable Network Graphics, third edition). */
export function rasterToPng({ widthDots, heightDots, bits }: Raster): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(widthDots, 0);
  head.writeUInt32BE(heightDots, 4);
  head[8] = 1;
  const rowBytes = Math.ceil(widthDots / 8);
  const rows = Buffer.alloc((rowBytes + 1) * heightDots);
  for (let y = 0; y < heightDots; y += 1) {
    const row = y * (rowBytes + 1);
    rows[row] = NO_FILTER;
    // White is 1 there, and black here.
    for (let x = 0; x < rowBytes; x += 1) rows[row + 1 + x] = ~(bits[y * rowBytes + x] ?? 0) & 0xff;
  }
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}
