/**
 * The part of the picture that is spoken of just now: it is lit, and the rest steps back (see `lab.light`). Ids as in
 * the snapshot; one that names nobody dims everything alike, and nothing breaks.
 */
export type Lit =
  | { readonly part: 'person'; readonly person: string }
  /** What the person's request carries for the load balancer to look at. */
  | { readonly part: 'clue'; readonly person: string }
  | { readonly part: 'balancer'; readonly section: BalancerSection }
  | { readonly part: 'server'; readonly server: string }
  | { readonly part: 'store' }
  /** What the person got. */
  | { readonly part: 'answer'; readonly person: string };

/** The load balancer opened up, from top to bottom. */
export type BalancerSection = 'looks-at' | 'remembers' | 'strangers' | 'beliefs';
