/** What `?gallery` opens. Loaded only there. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { useKeptSettings } from '../theme/useSettings.ts';
import { REGISTRY_IDS } from './cases.ts';
import { Gallery } from './Gallery.tsx';

export function openGallery(root: HTMLElement, registry: string): void {
  createRoot(root).render(
    <StrictMode>
      <Page registry={registry} />
    </StrictMode>,
  );
}

function Page({ registry }: { readonly registry: string }) {
  // The reader's theme and text size hold here as well.
  useKeptSettings();
  return <Gallery registry={REGISTRY_IDS.find((id) => id === registry) ?? 'strategies'} />;
}
