import { say } from '../words/say.ts';
import { clockTime } from '../words/time.ts';
import { useNow } from '../ui/use-now.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import { useLive } from './live-store.ts';
import { words } from './words.ts';
import css from './live-mark.module.css';

/** Says whether what is on the screen is what is true now, and since when it is not. */
export function LiveMark() {
  const { state, unavailable, retry } = useLive();
  const isBehind = state.is === 'behind';
  const now = useNow(1_000, isBehind);
  if (isBehind) {
    const seconds = Math.max(0, Math.ceil((state.nextTry - now) / 1_000));
    return (
      <Tooltip text={say(words.nextTry, { seconds })}>
        <button type="button" className={css.behind} onClick={retry}>
          {say(words.behind, { time: clockTime(state.since) })}
        </button>
      </Tooltip>
    );
  }
  if (unavailable.length > 0)
    return <span className={css.behind}>{say(words.partly, { services: unavailable.join(', ') })}</span>;
  return <span className={state.is === 'live' ? css.live : css.quiet}>{words[state.is]}</span>;
}
