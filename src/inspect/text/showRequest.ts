import type { Lab } from '../../lab/createLab.ts';

/** Opens a request in Why?, which else goes on telling of the server that is selected. */
export function showRequest(lab: Lab, request: number): void {
  lab.selectServer(null);
  lab.lookAtRequest(request);
}
