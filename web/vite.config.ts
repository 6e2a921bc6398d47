import react from '@vitejs/plugin-react';
import { relative } from 'node:path';
import { type Plugin, defineConfig } from 'vite';

/** Built into dist/web, where the server finds it (npm run build:web). */
export default defineConfig({
  root: import.meta.dirname,
  // Relative to the page, which names its own base: a proxy may serve all of this below a path of its own.
  base: './',
  publicDir: false,
  plugins: [withDocuments(), react()],
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

/**
 * Puts the document that was generated of a question in its place. Looked up by its text, as while developing, each page
 * would carry the questions of all pages, twice: as text and as a document.
 */
function withDocuments(): Plugin {
  const QUESTION = /\bgraphql\(`\s*(query|mutation|subscription|fragment)\s+(\w+)[ (][^`]*`\)/g;
  return {
    name: 'documents-in-place',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!id.startsWith(import.meta.dirname) || id.includes('/generated/') || !code.includes('graphql(`')) return null;
      const names = new Set<string>();
      const replaced = code.replace(QUESTION, (_, kind: string, name: string) => {
        const document = `${name}${kind === 'fragment' ? 'FragmentDoc' : 'Document'}`;
        names.add(document);
        return document;
      });
      const generated = relative(`${id}/..`, `${import.meta.dirname}/graph/generated/graphql.ts`);
      const from = generated.startsWith('.') ? generated : `./${generated}`;
      return { code: `import { ${[...names].join(', ')} } from '${from}';\n${replaced}`, map: null };
    },
  };
}
