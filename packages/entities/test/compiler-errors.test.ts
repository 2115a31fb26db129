import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const folder = fileURLToPath(new URL('.', import.meta.url));
const HEAD = `
import { catalog, createActions, createEntities } from '../src/index.js';
const send = async () => ({ status: 200, body: {}, attempts: 1 });
const entities = createEntities({ send });
const actions = createActions({ send });
`;

// Each file needs only a part of the head.
const UNUSED = 6133;

/** A call that must not compile, and the words that the compiler must use to say why. */
const MISTAKES: readonly (readonly [mistake: string, call: string, ...words: readonly string[]])[] = [
  ['a missing column', "entities.create('Messages', { Sender: 'a', Body: 'b' })", "Property 'To' is missing"],
  ['a misspelt column', "entities.create('Messages', { To: 'a', Sendr: 'b' })", "'Sendr' does not exist", "'Sender'?"],
  ['a missing column of a declaration', "entities.create(catalog.Messages, { Body: 'b' })", "Property 'To' is missing"],
  ['a misspelt column of a declaration', "entities.create(catalog.Messages, { To: 'a', Sendr: 'b' })", "'Sender'?"],
  ['a misspelt column of an update', "entities.update('Messages', 'SM', { Boddy: '' })", "'Boddy'", "'Body'?"],
  [
    'a value that cannot be set',
    "entities.update('Messages', 'SM', { Status: 'sent' })",
    '\'"sent"\'',
    '\'"canceled"\'',
  ],
  [
    'a misspelt column of a bulk update',
    "entities.updateMany('Messages', { conditions: 'x' }, { Boddy: '' })",
    "'Body'?",
  ],
  ['a misspelt option', "entities.list('Messages', { pageSizes: 3 })", "'pageSizes' does not exist", "'pageSize'?"],
  [
    'an unknown column in a condition',
    "entities.list('Messages', { conditions: { field: 'Nothing', operator: '=', value: 'x' } })",
    '\'"Nothing"\' is not assignable',
    '"Sender"',
  ],
  [
    'a value of the wrong type in a condition',
    "entities.rows('Messages', { conditions: { field: 'NumMedia', operator: '=', value: 'x' } })",
    "Type 'string' is not assignable to type 'number'",
  ],
  [
    'a misspelt column in a dry run',
    "entities.validateOnly.create('Calls', { To: 'a', Sender: 'b', Twimll: 'c' })",
    "'Twiml'?",
  ],
  ['an unknown entity type', "entities.get('Mesages', 'SM')", '\'"Mesages"\' is not assignable', '"GET"'],
  [
    'an operation that is not offered',
    "entities.delete('Balance', 'x')",
    '\'"Balance"\' is not assignable',
    '"DELETE"',
  ],
  ['a missing parameter of an action', "actions.execute('SendMessage', { Body: 'x' })", "Property 'To' is missing"],
  ['a misspelt parameter of an action', "actions.execute('SendMessage', { To: 'x', Bdy: 'x' })", "'Bdy'", "'Body'?"],
  [
    'an unknown action',
    "actions.execute('SendMesage', { To: 'x' })",
    '\'"SendMesage"\' is not assignable',
    '"MakeCall"',
  ],
];

const CORRECT = "entities.create('Messages', { To: 'a', Sender: 'b', Body: 'c' })";

const messages = compile([CORRECT, ...MISTAKES.map(([, call]) => call)]);

describe('compiler errors', () => {
  test('a correct CREATE compiles without an error', () => {
    expect(messages.get(CORRECT)).toBe('');
  });

  test.each(MISTAKES)('the compiler explains %s without listing overloads: %s', (_, call, ...words) => {
    const message = messages.get(call) ?? '';
    for (const word of words) expect(message).toContain(word);
    expect(message).not.toContain('No overload matches');
  });
});

/** Compiles each call in a file of its own; returns the compiler's message by call. */
function compile(calls: readonly string[]): ReadonlyMap<string, string> {
  const files = new Map(calls.map((call, index) => [`${folder}compiled-${index}.ts`, call]));
  const { config } = ts.readConfigFile(`${folder}../tsconfig.json`, (file) => ts.sys.readFile(file)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, `${folder}..`);
  const host = ts.createCompilerHost(options);
  const onDisk = ts.createCompilerHost(options);
  const textOf = (name: string) => (files.has(name) ? `${HEAD}export const call = ${files.get(name)};\n` : undefined);
  host.fileExists = (name) => files.has(name) || onDisk.fileExists(name);
  host.readFile = (name) => textOf(name) ?? onDisk.readFile(name);
  host.getSourceFile = (name, version) => {
    const text = textOf(name);
    return text === undefined ? onDisk.getSourceFile(name, version) : ts.createSourceFile(name, text, version);
  };
  const program = ts.createProgram({ rootNames: [...files.keys()], options, host });
  const messageOf = (name: string) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(name))
      .filter(({ code }) => code !== UNUSED)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
      .join('\n');
  return new Map([...files].map(([name, call]) => [call, messageOf(name)]));
}
