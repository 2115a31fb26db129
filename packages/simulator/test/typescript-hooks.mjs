import { registerHooks } from 'node:module';

// Node runs TypeScript, but does not look for `x.ts` where `x.js` is written, as the compiler does.
registerHooks({
  resolve(specifier, context, nextResolve) {
    const isSource = specifier.startsWith('.') && !context.parentURL?.includes('/node_modules/');
    return nextResolve(isSource ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
