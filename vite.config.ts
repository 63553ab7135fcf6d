import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// `base: './'`: the build is a folder of static files that runs under any path.
export default defineConfig({
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  // The page is one chunk of about 200 kB gzipped, all of it needed for the first picture.
  build: { modulePreload: { polyfill: false }, chunkSizeWarningLimit: 800 },
});
