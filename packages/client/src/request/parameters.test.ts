import { expect, test } from 'vitest';
import { decodeParameters, encodeParameters } from './parameters.js';

test('the names and values of parameters are percent-encoded', () => {
  expect(encodeParameters({ 'DateSent>': '2024-01-01', To: 'whatsapp:+15551234567' })).toBe(
    'DateSent%3E=2024-01-01&To=whatsapp%3A%2B15551234567',
  );
  expect(encodeParameters({ Body: 'a b&c=d\né€😀' })).toBe('Body=a+b%26c%3Dd%0A%C3%A9%E2%82%AC%F0%9F%98%80');
});

test('a list parameter repeats its name for each value', () => {
  expect(encodeParameters({ MediaUrl: ['a', 'b'], Tags: [] })).toBe('MediaUrl=a&MediaUrl=b');
});

test('parameters that are empty, false or 0 are sent, and undefined ones are omitted', () => {
  expect(encodeParameters({ Body: '', Flag: false, Count: 0, Nothing: undefined })).toBe('Body=&Flag=false&Count=0');
  expect(encodeParameters(undefined)).toBe('');
});

test('decodeParameters reverses encodeParameters', () => {
  const parameters = { 'DateSent<': '2024-01-01', To: '+1555', MediaUrl: ['a b', 'c'], Body: '' };
  expect(decodeParameters(new URLSearchParams(encodeParameters(parameters)))).toEqual(parameters);
});

test('a parameter named __proto__ does not change the prototype', () => {
  const parameters = decodeParameters(new URLSearchParams('__proto__=x'));
  expect(Object.getPrototypeOf(parameters)).toBe(Object.prototype);
  expect(encodeParameters(parameters)).toBe('__proto__=x');
});
