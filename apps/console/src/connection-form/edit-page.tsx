export function EditConnection() { return null; }
