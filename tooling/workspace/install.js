// The `prepare` script of the root. Newcomers type `npm install` first; the workspace is pnpm's, so that call does
// nothing by itself and lands here. Under pnpm there is nothing left to do.
import { install } from './installation.js';

if (process.env.npm_config_user_agent?.startsWith('npm/')) install();
