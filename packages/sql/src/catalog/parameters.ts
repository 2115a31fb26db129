import type { Procedure, WritableColumn } from './catalog.js';

/** The parameters of a procedure in the order in which CALL takes them without names: those first that it must pass. */
export const parametersOf = ({ parameters }: Procedure): readonly WritableColumn[] => [
  ...parameters.filter(({ isRequired }) => isRequired),
  ...parameters.filter(({ isRequired }) => !isRequired),
];
