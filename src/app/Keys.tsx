import styles from './App.module.css';

const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ['Space', 'play or pause'],
  ['. or →', 'step one request'],
  ['+ and −', 'faster, slower'],
  ['1 … 9', 'select a server'],
  ['K', 'kill the selected server'],
  ['R', 'restart the selected server'],
  ['D', 'drain it, or end its drain'],
  ['Esc', 'select no server'],
];

interface KeysProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export function Keys({ isOn, onChange }: KeysProps) {
  return (
    <div className={styles['keys']}>
      <h2>Keyboard</h2>
      <dl>
        {KEYS.map(([keys, does]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label>
        <input type="checkbox" checked={isOn} onChange={({ target }) => onChange(target.checked)} /> single keys act
      </label>
    </div>
  );
}
