import type { Handler } from '../store/handler.ts';
import { findByCode } from './find-by-code.ts';
import { listCategories } from './list-categories.ts';
import { listTiles } from './list-tiles.ts';
import { listVariants } from './list-variants.ts';
import { saveProduct } from './save-product.ts';
import { searchCatalogue } from './search-catalogue.ts';

export const CATALOGUE_HANDLERS: readonly Handler[] = [
  searchCatalogue,
  findByCode,
  listCategories,
  listTiles,
  listVariants,
  saveProduct,
];
