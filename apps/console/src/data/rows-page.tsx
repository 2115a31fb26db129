export function Rows() { return null; }
