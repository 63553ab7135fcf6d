/**
 * The measure of all: a page with nothing but a canvas, which draws so many marks each frame, on straight lines, in the
 * shapes and colours of the stage (discs, or squares where they are very many), one path for each colour.
 */
import { sessionColour } from '../../src/theme/sessionHue.ts';
import { marksAt } from './marks.ts';

const WIDTH = 1440;
const HEIGHT = 456;
const COLOURS = 45;
const MOST_DISCS = 600;

export function drawBare(root: HTMLElement, count: number, people: number, servers: number): void {
  const canvas = root.appendChild(document.createElement('canvas'));
  Object.assign(canvas, { width: WIDTH, height: HEIGHT });
  const context = canvas.getContext('2d');
  if (context === null) return;
  const marks = marksAt(0, count, people, servers);
  const colours = Array.from({ length: COLOURS }, (_, index) => sessionColour(index, 'light'));
  const rows = colours.map((_, colour) => Array.from(marks.person.keys()).filter((row) => row % COLOURS === colour));
  const areSquares = count > MOST_DISCS;
  const frame = (now: number): void => {
    requestAnimationFrame(frame);
    context.clearRect(0, 0, WIDTH, HEIGHT);
    for (const [colour, members] of rows.entries()) {
      context.fillStyle = colours[colour] ?? '';
      context.beginPath();
      for (const row of members) {
        const share = (now / 2000 + row / count) % 1;
        const x = 300 + 800 * share;
        const y = ((row * 37) % 440) + share * 10;
        if (areSquares) context.fillRect(x - 2, y - 2, 4, 4);
        else {
          context.moveTo(x + 3.5, y);
          context.arc(x, y, 3.5, 0, 2 * Math.PI);
        }
      }
      context.fill();
    }
  };
  requestAnimationFrame(frame);
}
