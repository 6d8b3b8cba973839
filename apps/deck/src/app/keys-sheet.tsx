import { Dialog } from '../ui/dialog.tsx';
import { paletteKey } from '../words/keys.ts';
import { useAllCommands } from './commands.ts';
import { placesFor } from './places.ts';
import { words } from './words.ts';
import css from './keys-sheet.module.css';

/** All keys that do something here. */
export function KeysSheet({ application, onClose }: { application: string | undefined; onClose(): void }) {
  const { global, ofApplication } = placesFor(application);
  const lists = [
    {
      title: words.here,
      keys: useAllCommands().flatMap(({ key, label }) => (key ? [{ key, label }] : [])),
    },
    {
      title: words.go,
      keys: [...ofApplication, ...global].map(({ key, label }) => ({ key: `g ${key}`, label })),
    },
    {
      title: words.everywhere,
      keys: [
        { key: paletteKey, label: words.palette },
        { key: '[', label: 'Close or open the navigation' },
        { key: '?', label: 'This sheet' },
        { key: 'Esc', label: 'Back' },
      ],
    },
  ];
  return (
    <Dialog isOpen onClose={onClose} title={words.keysTitle}>
      <div className={css.sheet}>
        {lists.map(
          ({ title, keys }) =>
            keys.length > 0 && (
              <section key={title}>
                <h3>{title}</h3>
                <dl>
                  {keys.map(({ key, label }) => (
                    <div key={key}>
                      <dt>{label}</dt>
                      <dd>
                        <kbd>{key}</kbd>
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            ),
        )}
      </div>
    </Dialog>
  );
}
