/**
 * What the steps of the application and of each place for sessions correspond to: not the load balancer's business, and
 * so the same with every product. By `module/step`, or by the step alone.
 */
import { type Directive, none } from './contract.ts';

const CODE = none('the application’s own code');

export const SESSION_DIRECTIVES: Readonly<Record<string, Directive>> = {
  queued: 'Tomcat `maxThreads`; what waits, `acceptCount`',
  'store-cut-off': 'Jedis `timeout` 2000 ms',
  'session-started': 'Tomcat `HttpSession`, `changeSessionId()` at sign-in',
  'session-found': 'Tomcat `HttpSession`',
  'session-changed': 'Tomcat `HttpSession.setAttribute`',
  'session-missing': 'Tomcat `session-timeout`; a new process knows nobody',
  'not-accepted': CODE,
  'session-unreachable': CODE,
  'session-ended': 'Tomcat `HttpSession.invalidate`',
  anonymous: CODE,
  'not-issued-anew': CODE,
  'cookie-too-large': 'RFC 6265 § 6.1: at least 4096 bytes a cookie',
  'stateless/authenticated': 'HTTP `Authorization: Basic` (RFC 7617)',
  'stateless/no-credentials': 'HTTP `Authorization: Basic` (RFC 7617)',
  'stateless/answered': CODE,
  'no-token': CODE,
  'token-expired': '`exp`, with `leewayMs` of tolerance (RFC 7519 § 4.1.4)',
  'expired-by-clock': '`exp`, with `leewayMs` of tolerance (RFC 7519 § 4.1.4); the clocks by NTP',
  'not-yet-valid': '`iat` or `nbf`, with `leewayMs` of tolerance (RFC 7519 § 4.1.5)',
  forged: 'the signature (RFC 7515 § 5.2)',
  unsigned: '`alg`: a fixed list in the verifier (RFC 8725 § 3.1)',
  'unsigned-accepted': '`alg`: no list in the verifier (RFC 8725 § 2.1)',
  'old-key': '`kid`: the keys that are still accepted (RFC 7515 § 4.1.4)',
  'old-key-accepted': '`kid`: the keys that are still accepted (RFC 7515 § 4.1.4)',
  verified: '`exp`, `iat`, `kid` and the signature (RFC 7519 § 7.2)',
  issued: '`Set-Cookie` (RFC 6265 § 4.1)',
  'distributed-cache/fetched': 'Redis `GETEX`',
  'distributed-cache/not-there': 'Redis `GETEX`; `EX` is how long it lives',
  'distributed-cache/stored': 'Redis `SET … EX`',
  'distributed-cache/node-down':
    'Redis Sentinel `down-after-milliseconds`; Redis Cluster `cluster-require-full-coverage`',
  'distributed-cache/link-cut': 'Jedis `timeout` 2000 ms',
  'distributed-cache/full': 'Redis `maxmemory`, `maxmemory-policy`',
  'database/fetched': 'SQL `SELECT`',
  'database/not-there': 'SQL `SELECT`',
  'database/behind': 'PostgreSQL streaming replication, `synchronous_commit`',
  'database/stored': 'SQL `COMMIT`',
  'database/link-cut': 'JDBC `socketTimeout`',
  'database/conflict': 'JPA `@Version`',
  'database/down': 'JDBC `connectTimeout`',
  'database/pool-dry': 'HikariCP `maximumPoolSize`, `connectionTimeout`',
  'replication/local': 'Tomcat `DeltaManager` or `BackupManager`',
  'replication/fetched': 'Tomcat `BackupManager`: every node knows who has it',
  'replication/behind': 'Tomcat `channelSendOptions`',
  'replication/unknown': 'Tomcat `DeltaManager`: what has not arrived is not asked for',
  'replication/copied': 'Tomcat `channelSendOptions` (DeltaManager), `mapSendOptions` (BackupManager)',
};
