import type { Handler } from '../store/handler.ts';
import { findByCode } from './find-by-code.ts';
import { listCategories } from './list-categories.ts';
import { listProducts } from './list-products.ts';
import { listTiles } from './list-tiles.ts';
import { listVariants } from './list-variants.ts';
import { productChoices } from './product-choices.ts';
import { saveProduct } from './save-product.ts';
import { searchCatalogue } from './search-catalogue.ts';
import { showProduct } from './show-product.ts';

export const CATALOGUE_HANDLERS: readonly Handler[] = [
  searchCatalogue,
  findByCode,
  listCategories,
  listTiles,
  listVariants,
  listProducts,
  showProduct,
  productChoices,
  saveProduct,
];
