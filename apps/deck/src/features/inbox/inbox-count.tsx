import { useQuery } from '@tanstack/react-query';
import { say } from '../../words/say.ts';
import { waitingQuery } from './queries.ts';
import { words } from './words.ts';
import css from './inbox-count.module.css';

/** How many questions wait; nothing when none does. */
export function InboxCount() {
  const { data } = useQuery(waitingQuery);
  const count = data?.length ?? 0;
  if (count === 0) return null;
  return (
    <span className={css.count}>
      <span aria-hidden>{count}</span>
      <span className="visually-hidden">{say(words.count, { count })}</span>
    </span>
  );
}
