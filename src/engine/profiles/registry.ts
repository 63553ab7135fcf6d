import { awsAlb } from './awsAlb.ts';
import type { Profile } from './contract.ts';
import { envoy } from './envoy.ts';
import { haproxy } from './haproxy.ts';
import { kubernetes } from './kubernetes.ts';
import { nginx } from './nginx.ts';
import { traefik } from './traefik.ts';

/** The first one is what a scenario has that names none. */
export const profiles: readonly Profile[] = [haproxy, nginx, envoy, traefik, awsAlb, kubernetes];
