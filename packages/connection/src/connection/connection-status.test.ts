import { expect, test } from 'vitest';
import { canMove, connectionStates, moveStatus } from '../index.js';
import { STATE_MOVES } from './connection-status.js';

test('the table and the list have the same states', () => {
  expect(Object.keys(STATE_MOVES).toSorted()).toEqual([...connectionStates].toSorted());
});

test.each(connectionStates)('%s may move where the table says, and nowhere else', (from) => {
  const moves: readonly string[] = STATE_MOVES[from];
  for (const to of connectionStates) expect(canMove(from, to)).toBe(moves.includes(to));
  expect(canMove(from, from)).toBe(false);
});

test('every state but CREATING can be reached, and none is a dead end', () => {
  const reached = new Set<string>(Object.values(STATE_MOVES).flat());
  expect(connectionStates.filter((state) => !reached.has(state))).toEqual(['CREATING']);
  expect(Object.values(STATE_MOVES).every((moves) => moves.length > 0)).toBe(true);
});

test('a move gives the new status, with nothing left of the old one', () => {
  const active = { state: 'ACTIVE', description: 'old', status: 'old' } as const;
  expect(moveStatus(active, { state: 'INACTIVE', description: 'Suspended.' })).toEqual({
    state: 'INACTIVE',
    description: 'Suspended.',
    status: '',
  });
});

test('a move that the table does not have is refused', () => {
  expect(() => moveStatus({ state: 'DELETING', description: '', status: '' }, { state: 'ACTIVE' })).toThrow(
    expect.objectContaining({
      code: 'INVALID_STATE_CHANGE',
      message: 'A connection that is DELETING cannot become ACTIVE; from there it may become ERROR.',
    }),
  );
});
