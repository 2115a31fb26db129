import { InvalidArgumentError, type Option } from 'commander';
import { commonOption } from './help-layout.js';
import { type Format, FORMATS } from './format.js';

/** `--output` of a command. @param remark such as its default */
export function outputOption(remark?: string): Option {
  const description = `table, ndjson, json or csv${remark ? ` (${remark})` : ''}`;
  return commonOption('-o, --output <format>', description).argParser(parseFormat);
}

function parseFormat(text: string): Format {
  const format = FORMATS.find((known) => known === text);
  if (!format) throw new InvalidArgumentError(`Allowed choices are ${FORMATS.join(', ')}.`);
  return format;
}
