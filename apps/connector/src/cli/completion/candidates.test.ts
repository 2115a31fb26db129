import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createProgram } from '../program.js';
import { candidatesFor } from './candidates.js';
import { SCRIPTS } from './scripts.js';

const program = createProgram(process);
const complete = (...words: string[]) => candidatesFor(program, words);

test.each<[string, string[], string[]]>([
  ['a command', ['co'], ['connections', 'completion']],
  ['a command of a group', ['connections', 's'], ['suspend']],
  ['an entity type in any case', ['list', 'mess'], expect.arrayContaining(['Messages', 'MessagingServices'])],
  ['an entity type that offers the operation', ['delete', 'Call'], ['CallRecordings', 'Calls']],
  ['an action', ['run', 'sendm'], ['SendMessage', 'SendMessageFeedback']],
  ['an entity type or action', ['describe', 'Sen'], expect.arrayContaining(['SendMessage'])],
  ['a flag', ['list', 'Messages', '--f'], ['--fields']],
  ['a format', ['list', 'Messages', '-o', 'c'], ['csv']],
  ['a column to show', ['list', 'Messages', '--fields', 'Sid,DateS'], ['Sid,DateSent']],
  ['a column to sort by', ['list', 'messages', '--limit', '5', '--sort', 'dates'], ['DateSent']],
  ['a column to set', ['create', 'Messages', '--set', 'To=+1', '--set', 'Bod'], ['Body=']],
  ['a parameter of an action', ['run', 'SendMessage', '--set', 'Bod'], ['Body=']],
  ['a shell', ['completion', ''], ['bash', 'zsh', 'fish']],
  ['nothing after a value that only its user knows', ['get', 'Messages', 'S'], []],
])('completion finds %s', (_, words, candidates) => {
  expect(complete(...words)).toEqual(candidates);
});

test('completion does not offer the command that the scripts call', () => {
  expect(complete('')).toContain('list');
  expect(complete('')).not.toContain('complete');
});

test('the script for bash passes the words up to the cursor and takes one candidate a line', async () => {
  const script = `
    twilio-connector() { printf '%s\\n' "$#" "$@"; }
    compopt() { echo "compopt $*"; }
    ${SCRIPTS.bash}
    COMP_WORDS=(twilio-connector list Messages --where "Status = 'a b'" "" rest) COMP_CWORD=5
    _twilio_connector
    printf '[%s]' "\${COMPREPLY[@]}"`;
  const { stdout } = await promisify(execFile)('bash', ['-uc', script]);
  expect(stdout).toBe("[7][complete][--][list][Messages][--where][Status = 'a b']");
});
