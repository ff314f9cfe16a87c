import { registerHooks } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const standIn = new URL(isMainThread ? './main-side.ts' : './window-side.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
});
