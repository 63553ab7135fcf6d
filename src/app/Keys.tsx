import { paletteKeys } from '../controls/palette/PaletteButton.tsx';
import { KEYS } from '../lab/keys.ts';
import { words } from '../language/words.ts';
import { useSettings } from '../theme/useSettings.ts';
import styles from './App.module.css';

const { inPicture } = words.keys;

export function Keys() {
  const { settings, change } = useSettings();
  return (
    <div className={styles['keys']}>
      <h2>{words.app.keyboard}</h2>
      <List bindings={[...Object.values(KEYS), { shown: paletteKeys(), does: words.keys.commands }]} />
      <h3>{inPicture.title}</h3>
      <List bindings={inPicture.bindings} />
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

function List({ bindings }: { readonly bindings: readonly { readonly shown: string; readonly does: string }[] }) {
  return (
    <dl>
      {bindings.map(({ shown, does }) => (
        <div key={shown}>
          <dt>
            <kbd>{shown}</kbd>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
