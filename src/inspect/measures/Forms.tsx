/** Every closed form: beside what the run measured, with what it rests on, or why it does not hold for this run. */
import type { TheoryFigure, TheoryGap } from '../../engine/index.ts';
import { words } from '../../language/words.ts';
import { formOf } from './forms.ts';
import styles from './Measures.module.css';

const said = words.measures.forms;

export function Forms({ theories }: { readonly theories: readonly (TheoryFigure | TheoryGap)[] }) {
  return (
    <details className={styles['tabled']}>
      <summary>{said.title(theories.filter(({ holds }) => holds).length, theories.length)}</summary>
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
            {theories.map((theory) => (
              <tr key={theory.id}>
                <th scope="row">{theory.name}</th>
                {theory.holds ? <Held theory={theory} /> : <Gap theory={theory} />}
                <td>{theory.source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Held({ theory }: { readonly theory: TheoryFigure }) {
  const { figure, value, simulated, off } = formOf(theory);
  return (
    <>
      <td>{`${figure.formula}, ${figure.where}`}</td>
      <td>{value}</td>
      <td>{simulated}</td>
      <td>{off}</td>
      <td>{figure.assumes}</td>
    </>
  );
}

function Gap({ theory: { formula, fails } }: { readonly theory: TheoryGap }) {
  return (
    <>
      <td>{formula}</td>
      <td colSpan={4}>{said.doesNotHold(fails)}</td>
    </>
  );
}
