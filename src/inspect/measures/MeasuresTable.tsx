/** The same figures as text, window by window: for those who do not see a curve, and for whoever wants to copy it. */
import { useState } from 'react';
import { seconds } from '../../lab/wording.ts';
import { words } from '../../language/words.ts';
import { spreadOf } from './courses.ts';
import { figure, large, percent } from './figures.ts';
import styles from './Measures.module.css';
import type { Sample } from './samples.ts';

interface MeasuresTableProps {
  readonly samples: readonly Sample[];
  readonly servers: readonly string[];
}

export function MeasuresTable(props: MeasuresTableProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className={styles['tabled']} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>{words.measures.table}</summary>
      {isOpen ? <Table {...props} /> : null}
    </details>
  );
}

const text = words.measures.columns;

interface Column {
  readonly name: string;
  cell(sample: Sample, servers: readonly string[]): string;
}

const COLUMNS: readonly Column[] = [
  { name: text.from, cell: ({ fromMs }) => seconds(fromMs) },
  { name: text.to, cell: ({ toMs }) => seconds(toMs) },
  { name: text.requests, cell: ({ requests }) => figure(requests) },
  { name: text.sessionsLost, cell: ({ sessionsLost }) => figure(sessionsLost) },
  { name: text.itemsLost, cell: ({ itemsLost }) => figure(itemsLost) },
  { name: text.affinity, cell: ({ affinityRatio }) => (affinityRatio === null ? '–' : `${percent(affinityRatio)} %`) },
  { name: text.unavailable, cell: ({ unavailable }) => figure(unavailable) },
  { name: text.p50, cell: ({ latencyMs }) => milliseconds(latencyMs?.p50) },
  { name: text.p95, cell: ({ latencyMs }) => milliseconds(latencyMs?.p95) },
  { name: text.p99, cell: ({ latencyMs }) => milliseconds(latencyMs?.p99) },
  { name: text.most, cell: (sample, servers) => extreme(sample, servers, 'most') },
  { name: text.least, cell: (sample, servers) => extreme(sample, servers, 'least') },
  { name: text.wireUp, cell: ({ wire }) => large(wire.up) },
  { name: text.wireDown, cell: ({ wire }) => large(wire.down) },
  { name: text.roundTrips, cell: ({ roundTrips }) => figure(roundTrips) },
  { name: text.messages, cell: ({ messages }) => figure(messages) },
  { name: text.bytes, cell: ({ messageBytes }) => large(messageBytes) },
];

const milliseconds = (ms: number | undefined): string => (ms === undefined ? '–' : `${figure(Math.round(ms))} ms`);

/** "s2 12": the busiest or the least busy of those in the pool, and its requests. */
function extreme({ perServer }: Sample, servers: readonly string[], which: 'most' | 'least'): string {
  const spread = spreadOf(perServer.map(({ requests, isInPool }) => (isInPool ? requests : null)));
  if (spread === null) return '–';
  return `${servers[spread[`${which}Row`]] ?? ''} ${figure(spread[which])}`;
}

function Table({ samples, servers }: MeasuresTableProps) {
  return (
    <div className={styles['scroll']} tabIndex={0} role="region" aria-label={words.measures.tableCaption}>
      <table>
        <caption>{words.measures.tableCaption}</caption>
        <thead>
          <tr>
            {COLUMNS.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {samples.map((sample) => (
            <tr key={sample.fromMs}>
              {COLUMNS.map(({ name, cell }) => (
                <td key={name}>{cell(sample, servers)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
