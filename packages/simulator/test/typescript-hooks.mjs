import { registerHooks } from 'node:module';

// Node runs TypeScript but, unlike the compiler, does not resolve an import of `x.js` to `x.ts`.
registerHooks({
  resolve(specifier, context, nextResolve) {
    const isSource = specifier.startsWith('.') && !context.parentURL?.includes('/node_modules/');
    return nextResolve(isSource ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
