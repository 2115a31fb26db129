// The root's `prepare` script. It makes a plain `npm install` install the pnpm workspace; the root has no dependencies
// that npm could install. pnpm has installed everything before it runs this script.
import { install } from './installation.js';

if (process.env.npm_config_user_agent?.startsWith('npm/')) install();
