import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from './scripts/precompress.ts';

/** During development, the API of a running connector is reached through a proxy that adds the token. */
const target = process.env.CONNECTOR_URL ?? 'http://127.0.0.1:8080';
const token = process.env.CONNECTOR_TOKEN;
const toConnector = { target, ...(token && { headers: { Authorization: `Bearer ${token}` } }) };
const API = ['/v1', '/v2', '/admin', '/monitoring', '/logging', '/logs', '/secretmanager', '/cloudresourcemanager'];

export default defineConfig({
  base: '/console/',
  plugins: [react(), precompress()],
  build: {
    target: 'es2023',
    manifest: true,
    // The content security policy allows neither `data:` scripts nor an inline polyfill.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: Object.fromEntries([...API, '/healthz', '/console/session'].map((path) => [path, toConnector])),
  },
});
