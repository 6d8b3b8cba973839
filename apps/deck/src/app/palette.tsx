import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { LayoutGrid, Search } from 'lucide-react';
import { Dialog } from '@base-ui/react/dialog';
import { useState, type KeyboardEvent } from 'react';
import { applicationsQuery } from '../features/applications/queries.ts';
import { say } from '../words/say.ts';
import { useAllCommands } from './commands.ts';
import { findEntries, type Entry } from './palette-entries.ts';
import { placesFor } from './places.ts';
import { words } from './words.ts';
import dialog from '../ui/dialog.module.css';
import css from './palette.module.css';

/** Everything by its name: verbs of this screen first, then places, then applications. */
export function Palette({ application, onClose }: { application: string | undefined; onClose(): void }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const navigate = useNavigate();
  const commands = useAllCommands();
  const { data: applications = [] } = useQuery(applicationsQuery);
  const { global, ofApplication } = placesFor(application);

  const entries: Entry[] = [
    ...commands
      .filter(({ isKeyOnly }) => !isKeyOnly)
      .map(({ id, label, effect, icon, key, run }) => ({
        id,
        group: 'Do',
        label,
        more: effect,
        icon,
        key,
        run,
      })),
    ...[...ofApplication, ...global].map(({ id, label, icon, path, key }) => ({
      id,
      group: words.go,
      label,
      icon,
      key: `g ${key}`,
      run: () => void navigate({ to: path, params: { application } as never }),
    })),
    ...applications.map(({ name }) => ({
      id: `application ${name}`,
      group: words.applications,
      label: name,
      icon: LayoutGrid,
      run: () => void navigate({ to: '/applications/$application', params: { application: name } }),
    })),
  ];
  const found = findEntries(entries, text);
  const chosen = Math.min(at, found.length - 1);
  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    entry.run();
  };
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((chosen + step + found.length) % found.length);
    else if (event.key === 'Enter') run(found[chosen]);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.backdrop} />
        <Dialog.Popup className={`${dialog.popup} ${css.palette}`} aria-label={words.palette}>
          <div className={css.head}>
            <Search size={16} aria-hidden strokeWidth={1.75} />
            <input
              role="combobox"
              aria-label={words.palette}
              aria-expanded
              aria-controls="palette-list"
              aria-activedescendant={found[chosen] && `palette-${chosen}`}
              placeholder={words.palette}
              value={text}
              onKeyDown={onKey}
              onChange={(event) => {
                setText(event.target.value);
                setAt(0);
              }}
            />
          </div>
          <div id="palette-list" role="listbox" aria-label={words.palette} className={css.list}>
            {found.length === 0 && <p className={css.none}>{say(words.nothingFound, { text })}</p>}
            {found.map((entry, index) => (
              <div key={entry.id}>
                {entry.group !== found[index - 1]?.group && <div className={css.group}>{entry.group}</div>}
                <div
                  id={`palette-${index}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === chosen}
                  className={css.entry}
                  onPointerMove={() => setAt(index)}
                  onClick={() => run(entry)}
                  onKeyDown={onKey}
                >
                  {entry.icon && <entry.icon size={15} aria-hidden strokeWidth={1.75} />}
                  <span className="cut">
                    {entry.label} {entry.more && <span className="text-3">{entry.more}</span>}
                  </span>
                  {entry.key && <kbd>{entry.key}</kbd>}
                </div>
              </div>
            ))}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
