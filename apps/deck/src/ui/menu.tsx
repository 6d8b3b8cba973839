import { Menu as Base } from '@base-ui/react/menu';
import type { LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import css from './menu.module.css';

export interface MenuItem {
  label: string;
  icon?: LucideIcon;
  isDestructive?: boolean;
  /** Said instead of done. */
  disabledBecause?: string;
  run(): void;
}

/** More actions, behind one button (`trigger`). */
export const Menu = ({ trigger, items }: { trigger: ReactElement; items: readonly MenuItem[] }) => (
  <Base.Root>
    <Base.Trigger render={trigger} />
    <Base.Portal>
      <Base.Positioner sideOffset={4} align="end" className={css.positioner}>
        <Base.Popup className={css.popup}>
          {items.map(({ label, icon: Icon, isDestructive, disabledBecause, run }) => (
            <Base.Item
              key={label}
              className={`${css.item} ${isDestructive ? css.danger : ''}`}
              disabled={disabledBecause !== undefined}
              onClick={run}
            >
              {Icon && <Icon size={14} aria-hidden strokeWidth={1.75} />}
              <span>
                {label}
                {disabledBecause && <small>{disabledBecause}</small>}
              </span>
            </Base.Item>
          ))}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
);
