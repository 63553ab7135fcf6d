import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// `base: './'`: the build is a folder of static files that runs under any path.
export default defineConfig({
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: { modulePreload: { polyfill: false } },
});
