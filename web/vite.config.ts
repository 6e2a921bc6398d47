import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Built into dist/web, where the server finds it (npm run build:web). */
export default defineConfig({
  root: import.meta.dirname,
  // Relative to the page, which names its own base: a proxy may serve all of this below a path of its own.
  base: './',
  publicDir: false,
  plugins: [react()],
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  html: { cspNonce: 'NONCE_OF_EACH_ANSWER' },
  build: {
    target: 'es2024',
    outDir: '../dist/web',
    emptyOutDir: true,
    assetsDir: 'console',
    // A style sheet and a picture are files of their own, never text inside another: the page's policy refuses that.
    assetsInlineLimit: 0,
    // npm start builds too, on machines of every speed: how long that took is no news.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  // npm run dev:web, beside npm start on its own port.
  server: { proxy: Object.fromEntries(['/graphql', '/media'].map((path) => [path, 'http://127.0.0.1:4000'])) },
});
