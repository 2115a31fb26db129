import { expect, test } from 'vitest';
import { canMove, connectionStates, moveStatus } from '../index.js';
import { STATE_MOVES } from './connection-status.js';

test('STATE_MOVES and connectionStates list the same states', () => {
  expect(Object.keys(STATE_MOVES).toSorted()).toEqual([...connectionStates].toSorted());
});

test.each(connectionStates)('canMove allows exactly the moves from %s that STATE_MOVES lists', (from) => {
  const moves: readonly string[] = STATE_MOVES[from];
  for (const to of connectionStates) expect(canMove(from, to)).toBe(moves.includes(to));
  expect(canMove(from, from)).toBe(false);
});

test('every state except CREATING can be reached and every state can be left', () => {
  const reached = new Set<string>(Object.values(STATE_MOVES).flat());
  expect(connectionStates.filter((state) => !reached.has(state))).toEqual(['CREATING']);
  expect(Object.values(STATE_MOVES).every((moves) => moves.length > 0)).toBe(true);
});

test('moveStatus returns the new status without details of the old one', () => {
  const active = { state: 'ACTIVE', description: 'old', status: 'old' } as const;
  expect(moveStatus(active, { state: 'INACTIVE', description: 'Suspended.' })).toEqual({
    state: 'INACTIVE',
    description: 'Suspended.',
    status: '',
  });
});

test('moveStatus throws for a move that STATE_MOVES does not list', () => {
  expect(() => moveStatus({ state: 'DELETING', description: '', status: '' }, { state: 'ACTIVE' })).toThrow(
    expect.objectContaining({
      code: 'INVALID_STATE_CHANGE',
      message: 'A connection in state DELETING cannot move to ACTIVE; it can move to ERROR.',
    }),
  );
});
