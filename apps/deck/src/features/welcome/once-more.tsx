import { Button } from '../../ui/button.tsx';
import { Code } from '../../ui/code.tsx';
import { say } from '../../words/say.ts';
import type { Journey } from './journey.ts';
import { words } from './words.ts';
import css from './once-more.module.css';

interface OnceMoreProps {
  journey: Journey;
  isAsked: boolean;
  onShip(): void;
}

/** How to begin anew: by shipping version 1 again, or from nothing. */
export const OnceMore = ({ journey, isAsked, onShip }: OnceMoreProps) => (
  <section className={css.more}>
    <h2>{words.again}</h2>
    <p>{words.againMore}</p>
    <Code label={words.commandLabel}>{words.resetCommand}</Code>
    <div>
      <Button
        isBusy={isAsked}
        kind={journey.isDone ? 'primary' : 'plain'}
        disabledBecause={journey.active && say(words.busy, { version: journey.active.version })}
        onClick={onShip}
      >
        {say(words.shipAgain, { version: '1' })}
      </Button>
    </div>
  </section>
);
