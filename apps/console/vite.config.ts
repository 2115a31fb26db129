import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';
import { precompress } from './scripts/precompress.ts';

/** During development, the API of a running connector is reached through a proxy. Sign in as in production. */
const { CONNECTOR_URL: target = 'http://127.0.0.1:8080' } = loadEnv('development', import.meta.dirname, 'CONNECTOR_');
const API = ['/v1', '/v2', '/admin', '/monitoring', '/logging', '/logs', '/secretmanager', '/cloudresourcemanager'];

export default defineConfig({
  base: '/console/',
  plugins: [react(), precompress()],
  build: {
    target: 'es2023',
    manifest: true,
    // The licenses of what the scripts contain, beside them.
    license: { fileName: 'THIRD-PARTY-LICENSES.md' },
    // The content security policy allows neither `data:` scripts nor an inline polyfill.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: Object.fromEntries([...API, '/healthz', '/console/session'].map((path) => [path, target])),
  },
});
