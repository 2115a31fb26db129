export function SecretPage() { return null; }
