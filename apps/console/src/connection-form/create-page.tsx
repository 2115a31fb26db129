export function CreateConnection() { return null; }
