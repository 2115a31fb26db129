import type { Form } from '../model/resource.js';
import { TwilioProblem } from '../twilio/problem.js';

/** @throws TwilioProblem 20001 when the parameter is given and is not within the range */
export function checkRange(form: Form, parameter: string, [least, most]: readonly [number, number]): void {
  const text = form.get(parameter);
  if (!text || (Number(text) >= least && Number(text) <= most)) return;
  throw new TwilioProblem(400, 20_001, `${parameter} must be from ${least} to ${most}.`);
}

/** @throws TwilioProblem 20001 when the parameter is given and is not the text of a JSON object */
export function checkJsonObject(form: Form, parameter: string): void {
  const text = form.get(parameter);
  if (!text || isJsonObject(text)) return;
  throw new TwilioProblem(400, 20_001, `${parameter} must be a JSON object.`);
}

export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isJsonObject(text: string): boolean {
  try {
    return isObject(JSON.parse(text));
  } catch {
    return false;
  }
}
