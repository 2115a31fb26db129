import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type CommandBed, startCommandBed } from './command-line.js';

/** A test bed for commands that write files. */
interface CommandFolder extends CommandBed {
  /** An empty folder, which each test has for itself. */
  readonly folder: string;
}

/** Starts a test bed for the tests of a file. Each test finds the simulator as it was at first. */
export function useCommandFolder(): CommandFolder {
  let commands: CommandBed;
  let folder: string;
  beforeAll(async () => {
    commands = await startCommandBed();
  });
  beforeEach(() => {
    commands.bed.simulator.reset();
    folder = mkdtempSync(join(tmpdir(), 'twilio-connector-command-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  afterAll(() => commands.bed.close());
  return {
    get bed() {
      return commands.bed;
    },
    get twilioEnv() {
      return commands.twilioEnv;
    },
    get ways() {
      return commands.ways;
    },
    get folder() {
      return folder;
    },
  };
}
