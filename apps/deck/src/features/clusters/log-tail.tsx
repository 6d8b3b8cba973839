import { useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useRef } from 'react';
import { failureOf } from '../../api/failure-of.ts';
import { Code } from '../../ui/code.tsx';
import { Loading } from '../../ui/loading.tsx';
import { say } from '../../words/say.ts';
import { consoleQuery } from './queries.ts';
import { words } from './words.ts';
import css from './details.module.css';

interface LogTailProps {
  account: string;
  region: string;
  instance: string;
  lines: number;
}

/** The last lines that an instance wrote, as they come. It follows them until somebody scrolls up. */
export function LogTail({ account, region, instance, lines }: LogTailProps) {
  const { data, error } = useQuery(consoleQuery(account, region, instance, lines));
  const well = useRef<HTMLDivElement>(null);
  const isFollowing = useRef(true);
  useLayoutEffect(() => {
    const { current } = well;
    if (current && isFollowing.current) current.scrollTop = current.scrollHeight;
  }, [data]);
  return (
    <section className={css.log}>
      <div className={css.traffic}>
        <h3>{words.log}</h3>
        <span className="text-3 mono cut">{instance}</span>
      </div>
      {data === undefined && error && (
        <p className="text-2">{say(words.logFailed, { message: failureOf(error).message })}</p>
      )}
      {data === undefined && !error && <Loading what={words.log} rows={2} />}
      {data === '' && <p className="text-3">{words.logEmpty}</p>}
      {data && (
        <div
          ref={well}
          className={css.well}
          onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
            isFollowing.current = scrollHeight - scrollTop - clientHeight < 24;
          }}
        >
          <Code label={`${words.log} ${say(words.logOf, { name: instance })}`}>{data}</Code>
        </div>
      )}
    </section>
  );
}
