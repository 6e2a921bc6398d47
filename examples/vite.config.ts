import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Three pages, one for each library. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    target: 'es2024',
    rolldownOptions: { input: ['apollo', 'relay', 'urql'].map((name) => `${import.meta.dirname}/${name}/index.html`) },
  },
  server: { host: 'localhost', port: 5173, strictPort: true },
});
