/** Plays what happens, where a reader has switched that on. However much happens at once: each cue once in a while. */
import { useEffect } from 'react';
import type { Happening } from '../engine/index.ts';
import type { Lab } from '../lab/createLab.ts';
import type { Settings } from '../theme/settings.ts';
import { type Cue, playCue } from './soundCues.ts';

const SHORTEST_MS = 250;

export function useSoundCues(lab: Lab, { hasSound, volume }: Settings): void {
  useEffect(() => {
    if (!hasSound) return;
    const lastAt = new Map<Cue, number>();
    return lab.store.subscribe(({ record }, before) => {
      const news = record.happeningCount - before.record.happeningCount;
      // A run that started anew counts from nothing again.
      if (news <= 0) return;
      for (const cue of cuesOf(record.happenings.slice(-news))) {
        const now = performance.now();
        if (now - (lastAt.get(cue) ?? Number.NEGATIVE_INFINITY) < SHORTEST_MS) continue;
        lastAt.set(cue, now);
        playCue(cue, volume);
      }
    });
  }, [lab, hasSound, volume]);
}

export function cuesOf(happenings: readonly Happening[]): ReadonlySet<Cue> {
  const cues = new Set<Cue>();
  for (const happening of happenings) {
    if (happening.kind === 'session-lost') cues.add('sessionLost');
    else if (happening.kind === 'believed-down') cues.add('detected');
    else if (happening.kind === 'action' && happening.what === 'killed') cues.add('serverKilled');
  }
  return cues;
}
