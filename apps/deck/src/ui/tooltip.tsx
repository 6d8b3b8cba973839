import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';
import css from './tooltip.module.css';

/** Words that appear on hover and focus of its one child. */
export const Tooltip = ({ text, children }: { text: ReactNode; children: ReactElement }) => (
  <Base.Root>
    <Base.Trigger render={children} delay={350} />
    <Base.Portal>
      <Base.Positioner sideOffset={6} className={css.positioner}>
        <Base.Popup className={css.popup}>{text}</Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
);
