import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const here = (path: string): string => resolve(import.meta.dirname, path);

export default defineConfig({
  main: {
    build: {
      // Main runs from node_modules what package.json lists under `dependencies`; the rest is bundled.
      externalizeDeps: true,
      outDir: here('out/main'),
      lib: { entry: here('main/main.ts'), formats: ['es'], fileName: () => 'main.js' },
    },
  },
  preload: {
    build: {
      // A sandboxed preload cannot import: one CommonJS file.
      externalizeDeps: false,
      outDir: here('out/preload'),
      lib: { entry: here('preload/preload.ts'), formats: ['cjs'], fileName: () => 'preload.cjs' },
    },
  },
  renderer: {
    root: here('renderer'),
    base: './',
    plugins: [react()],
    build: {
      outDir: here('out/renderer'),
      emptyOutDir: true,
      // Read from disk, not over a network: size says nothing.
      chunkSizeWarningLimit: 5000,
      // The windows' policy allows no data: address, so nothing may be inlined as one.
      assetsInlineLimit: 0,
      minify: true,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: { approval: here('renderer/approval.html'), settings: here('renderer/settings.html') },
      },
    },
  },
});
