/** From here on a dot can't be followed any more: traffic is drawn as lines, and tokens come and go at once. */
export const FOLLOWED_SPEED = 4;

/** From here on a worker is taken and free again so fast that its square would flash: it swells and fades instead. */
export const STEADY_SPEED = 1;
