/** The name of a property as a word of a path or an element of XML: `date_sent` -> `DateSent`. */
export function toPascalCase(name: string): string {
  return name.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The name of a parameter as a property: `VoiceUrl` -> `voice_url`. */
export function toSnakeCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
