export function EntityTypes() { return null; }
