#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// The compile cache halves the start-up time of a command.
enableCompileCache();
const { runProgram } = await import('./cli/program.js');
await runProgram(process);
