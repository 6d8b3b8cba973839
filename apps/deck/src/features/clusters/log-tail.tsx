import { useQuery } from '@tanstack/react-query';
import { failureOf } from '../../api/failure-of.ts';
import { Code } from '../../ui/code.tsx';
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

/** The last lines that an instance wrote, as they come. */
export function LogTail({ account, region, instance, lines }: LogTailProps) {
  const { data, error } = useQuery(consoleQuery(account, region, instance, lines));
  return (
    <section className={css.log}>
      <div className={css.traffic}>
        <h3>{words.log}</h3>
        <span className="text-3 mono cut">{instance}</span>
      </div>
      {data === undefined && error && (
        <p className="text-2">{say(words.logFailed, { message: failureOf(error).message })}</p>
      )}
      {data === '' && <p className="text-3">{words.logEmpty}</p>}
      {data && <Code label={`${words.log} ${say(words.logOf, { name: instance })}`}>{data}</Code>}
    </section>
  );
}
