import type { Handler } from '../store/handler.ts';
import { findByCode } from './find-by-code.ts';
import { listCategories, listTiles, listVariants } from './list-tiles.ts';
import { searchCatalogue } from './search-catalogue.ts';

export const CATALOGUE_HANDLERS: readonly Handler[] = [
  searchCatalogue,
  findByCode,
  listCategories,
  listTiles,
  listVariants,
];
