#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Halves the start-up time of a command.
enableCompileCache();
await import('./cli/program.js');
