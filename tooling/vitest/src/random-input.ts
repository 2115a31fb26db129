import fc from 'fast-check';

// Property tests have the same random input each time, so that the same code ends the same way. `pnpm fuzz` has new input.
if (process.env.FUZZ_SHARE === undefined) fc.configureGlobal({ seed: 20_261_201 });
