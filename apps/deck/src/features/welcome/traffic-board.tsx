import { InstanceSquares } from '../../ui/instance-squares.tsx';
import { Tag } from '../../ui/tag.tsx';
import { TrafficBar } from '../../ui/traffic-bar.tsx';
import { say } from '../../words/say.ts';
import type { Board, Lane, LaneState } from './board.ts';
import { LanePicture, laneSizes } from './lane-picture.tsx';
import { useRate } from './use-rate.ts';
import { words } from './words.ts';
import css from './traffic-board.module.css';

const families: Readonly<Record<LaneState, 'run' | 'idle' | 'bad' | undefined>> = {
  serves: undefined,
  starts: 'run',
  rests: 'idle',
  broken: 'bad',
};

/** One environment: requests, its load balancer, and the server groups that answer, lane by lane. */
export function TrafficBoard({ title, board }: { title: string; board: Board }) {
  const rate = useRate(board.figures?.requests);
  return (
    <section className={css.board} aria-label={say(words.board, { name: title })}>
      <header className={css.head}>
        <h2>{title}</h2>
        {board.url && (
          <a className="link" href={board.url} target="_blank" rel="noreferrer">
            {board.url.replace(/^https?:\/\//, '')}
          </a>
        )}
      </header>
      {board.lanes.length === 0 ? (
        <p className="text-2">{words.nothingBehind}</p>
      ) : (
        <div className={css.lanes}>
          <LanePicture board={board} rate={rate} />
          <ul className={css.cards} style={laneSizes}>
            {board.lanes.map((lane) => (
              <LaneCard key={lane.name} lane={lane} />
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function LaneCard({ lane }: { lane: Lane }) {
  const { name, version, state, share, figures, isNewest, squares } = lane;
  const rate = useRate(figures?.requests);
  return (
    <li className={css.card} data-state={state}>
      <div className={css.who}>
        <b>{say(words.version, { version })}</b>
        <span className="mono text-3 cut">{name}</span>
      </div>
      <Tag family={state === 'serves' && isNewest ? 'run' : families[state]}>{words.states[state]}</Tag>
      <InstanceSquares label={say(words.instances, { name })} squares={squares} />
      <div className={css.rate}>
        <b className="num">{rate === undefined ? '…' : Math.round(rate)}</b>
        <span className="text-3">{words.perSecond}</span>
      </div>
      <span className={`${css.served} text-3 num`}>
        {figures ? say(words.served, { requests: figures.requests, failed: figures.errors }) : words.noData}
      </span>
      <span className={css.share}>
        <TrafficBar share={share} isNew={isNewest} />
      </span>
    </li>
  );
}
