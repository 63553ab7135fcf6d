import { KEYS } from '../lab/keys.ts';
import styles from './App.module.css';

interface KeysProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export function Keys({ isOn, onChange }: KeysProps) {
  return (
    <div className={styles['keys']}>
      <h2>Keyboard</h2>
      <dl>
        {Object.values(KEYS).map(({ shown, does }) => (
          <div key={shown}>
            <dt>
              <kbd>{shown}</kbd>
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
