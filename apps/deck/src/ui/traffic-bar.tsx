import css from './traffic-bar.module.css';

/** The share of a load balancer's requests, 0 to 1, with its number. Nothing is drawn when nothing is known. */
export function TrafficBar({ share, isNew = false }: { share: number | undefined; isNew?: boolean }) {
  if (share === undefined) return <span className="text-3">no data</span>;
  const percent = Math.round(share * 100);
  return (
    <span className={css.traffic}>
      <span className={css.track} aria-hidden>
        <i className={isNew ? css.new : css.old} style={{ width: `${share * 100}%` }} />
      </span>
      <span className="num">{percent} %</span>
    </span>
  );
}
