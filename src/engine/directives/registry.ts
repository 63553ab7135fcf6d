import { awsAlbDirectives } from './awsAlb.ts';
import type { Directives } from './contract.ts';
import { envoyDirectives } from './envoy.ts';
import { haproxyDirectives } from './haproxy.ts';
import { kubernetesDirectives } from './kubernetes.ts';
import { nginxDirectives } from './nginx.ts';
import { traefikDirectives } from './traefik.ts';

/** By the profile's id. */
export const directives: Readonly<Record<string, Directives>> = {
  haproxy: haproxyDirectives,
  nginx: nginxDirectives,
  envoy: envoyDirectives,
  traefik: traefikDirectives,
  'aws-alb': awsAlbDirectives,
  kubernetes: kubernetesDirectives,
};
