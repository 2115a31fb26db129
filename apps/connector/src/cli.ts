#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// The compile cache halves the start-up time of a command.
enableCompileCache();
await import('./cli/program.js');
