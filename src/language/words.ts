/**
 * Every word that the page shows, in one place: `en/` has one file per part of the page, and another language is a
 * folder of the same shape. What a module of the engine says of itself (names, options, steps) stands beside that
 * module, keyed by ids that a translation can be looked up by.
 */
import { actions } from './en/actions.ts';
import { app } from './en/app.ts';
import { balancers } from './en/balancers.ts';
import { gallery } from './en/gallery.ts';
import { happenings } from './en/happenings.ts';
import { inspect } from './en/inspect.ts';
import { keys } from './en/keys.ts';
import { measures } from './en/measures.ts';
import { harmStory, narration } from './en/narration.ts';
import { palette } from './en/palette.ts';
import { people } from './en/people.ts';
import { pickers } from './en/pickers.ts';
import { scenario } from './en/scenario.ts';
import { settings } from './en/settings.ts';
import { stage } from './en/stage.ts';
import { text } from './en/text.ts';
import { time } from './en/time.ts';

export const words = {
  actions,
  app,
  balancers,
  gallery,
  happenings,
  harmStory,
  inspect,
  keys,
  measures,
  narration,
  palette,
  people,
  pickers,
  scenario,
  settings,
  stage,
  text,
  time,
} as const;
