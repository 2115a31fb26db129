export function Monitoring() { return null; }
