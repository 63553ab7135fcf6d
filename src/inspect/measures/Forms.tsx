/** Every closed form that holds for this run, beside what the run measured, with what it rests on. */
import type { TheoryFigure } from '../../engine/index.ts';
import { words } from '../../language/words.ts';
import { formOf } from './forms.ts';
import styles from './Measures.module.css';

const said = words.measures.forms;

export function Forms({ theories }: { readonly theories: readonly TheoryFigure[] }) {
  return (
    <details className={styles['tabled']}>
      <summary>{said.title(theories.length)}</summary>
      {theories.length === 0 ? (
        <p className={styles['hint']}>{said.none}</p>
      ) : (
        <div className={styles['scroll']} tabIndex={0} role="region" aria-label={said.caption}>
          <table>
            <caption>{said.caption}</caption>
            <thead>
              <tr>
                {said.columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {theories.map(formOf).map(({ id, figure, value, simulated, off }) => (
                <tr key={id}>
                  <th scope="row">{figure.name}</th>
                  <td>{`${figure.formula}, ${figure.where}`}</td>
                  <td>{value}</td>
                  <td>{simulated}</td>
                  <td>{off}</td>
                  <td>{figure.assumes}</td>
                  <td>{figure.source}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
