import { KEYS } from '../lab/keys.ts';
import { words } from '../language/words.ts';
import { useSettings } from '../theme/useSettings.ts';
import styles from './App.module.css';

export function Keys() {
  const { settings, change } = useSettings();
  return (
    <div className={styles['keys']}>
      <h2>{words.app.keyboard}</h2>
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
        <input
          type="checkbox"
          checked={settings.hasKeys}
          onChange={({ target }) => change({ hasKeys: target.checked })}
        />{' '}
        {words.app.singleKeysAct}
      </label>
    </div>
  );
}
