/** Computes a fact about a declaration once. Declarations never change, and most facts are asked for in every call. */
export function perDeclaration<D extends object, T>(compute: (declaration: D) => T): (declaration: D) => T {
  const known = new WeakMap<D, { readonly fact: T }>();
  return (declaration) => {
    const { fact } = known.get(declaration) ?? { fact: compute(declaration) };
    if (!known.has(declaration)) known.set(declaration, { fact });
    return fact;
  };
}
