/** Single keys, as `Keys.tsx` lists them. They can be switched off, for those who speak to their computer. */
import { useEffect } from 'react';
import type { Lab } from '../lab/createLab.ts';
import { SPEEDS } from '../lab/labState.ts';
import { selectServers } from '../lab/selectors.ts';

export function useKeyboard(lab: Lab, isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || belongsToControl(event)) return;
      if (actOn(lab, event.key)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [lab, isOn]);
}

/** A control that has the focus keeps its keys; an open menu keeps all of them. */
function belongsToControl({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('input, select, textarea, [role="menu"], [role="dialog"], [role="slider"]')) return true;
  return key === ' ' && target.closest('button, summary, a') !== null;
}

/** Whether the key meant something; one that does not is left to whoever embeds the page. */
function actOn(lab: Lab, key: string): boolean {
  const { selectedServer, speed } = lab.store.getState();
  const servers = selectServers(lab.store.getState());
  const server = servers.find(({ id }) => id === selectedServer);
  switch (key.toLowerCase()) {
    case ' ':
      lab.toggle();
      return true;
    case '.':
    case 'arrowright':
      void lab.stepRequest();
      return true;
    case '+':
    case '=':
      lab.setSpeed(SPEEDS.find((one) => one > speed) ?? speed);
      return true;
    case '-':
      lab.setSpeed(SPEEDS.filter((one) => one < speed).at(-1) ?? speed);
      return true;
    case 'escape':
      if (selectedServer === null) return false;
      lab.selectServer(null);
      return true;
    case 'k':
    case 'r':
    case 'd':
      if (server === undefined)
        lab.say({ kind: 'said', text: 'Select a server first: press 1 for the first one, 2 for the second.' });
      else if (key.toLowerCase() === 'k') void lab.act({ do: 'kill', server: server.id });
      else if (key.toLowerCase() === 'r') void lab.act({ do: 'restart', server: server.id });
      else void lab.act({ do: server.admin === 'drain' ? 'ready' : 'drain', server: server.id });
      return true;
  }
  const chosen = /^[1-9]$/.test(key) ? servers[Number(key) - 1] : undefined;
  if (chosen === undefined) return false;
  lab.selectServer(chosen.id);
  return true;
}
