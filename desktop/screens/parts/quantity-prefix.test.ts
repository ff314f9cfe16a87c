import { expect, test } from 'vitest';
import { readQuantityPrefix } from './quantity-prefix.ts';

test('three and a star is a quantity for what comes next', () => {
  expect(readQuantityPrefix('3 *')).toEqual({ quantityMilli: 3000, text: '' });
  expect(readQuantityPrefix('12*milo')).toEqual({ quantityMilli: 12_000, text: 'milo' });
  expect(readQuantityPrefix('1.25 × garri')).toEqual({ quantityMilli: 1250, text: 'garri' });
});

test('text without a star, or with nothing before it, is only searched', () => {
  expect(readQuantityPrefix('7up 50cl')).toEqual({ quantityMilli: null, text: '7up 50cl' });
  expect(readQuantityPrefix('0*milo')).toEqual({ quantityMilli: null, text: '0*milo' });
  expect(readQuantityPrefix('*')).toEqual({ quantityMilli: null, text: '*' });
});
