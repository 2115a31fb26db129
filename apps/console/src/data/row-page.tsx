export function RowPage() { return null; }
