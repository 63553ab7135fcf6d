import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * What changes at different paces travels apart: a new version of the lab leaves its libraries in the browser's cache, and
 * the first picture loads several files at once instead of one large one.
 */
const CHUNKS = [
  { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|zustand|use-sync-external-store)[\\/]/ },
  {
    name: 'widgets',
    test: /node_modules[\\/](radix-ui|@radix-ui|@floating-ui|lucide-react|aria-hidden|react-remove-scroll)/,
  },
  { name: 'motion', test: /node_modules[\\/](framer-motion|motion-dom|motion-utils)[\\/]/ },
  { name: 'd3', test: /node_modules[\\/](d3|d3-[a-z-]+|internmap|delaunator|robust-predicates)[\\/]/ },
  { name: 'engine', test: /src[\\/]engine[\\/]|node_modules[\\/]@noble[\\/]/ },
];

// `base: './'`: the build is a folder of static files that runs under any path.
export default defineConfig({
  base: './',
  plugins: [react()],
  // One script without imports: only such a worker starts from a blob in a frame without an origin.
  worker: { format: 'iife' },
  build: {
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } },
  },
});
