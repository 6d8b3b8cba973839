import { Cloud, Laptop } from 'lucide-react';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { useNow } from '../../ui/use-now.ts';
import { say } from '../../words/say.ts';
import { roughly } from '../../words/time.ts';
import type { AccountSection } from './grouping.ts';
import { keyOf } from './infrastructure.ts';
import { isArriving, type Share } from './shares.ts';
import { ServerGroupRow } from './server-group-row.tsx';
import { words } from './words.ts';
import css from './account-part.module.css';

interface AccountPartProps {
  section: AccountSection;
  /** Undefined while it is not known. */
  shares: ReadonlyMap<string, Share[]> | undefined;
}

/** An account in a region: how old what is known of it is, and its clusters. */
export function AccountPart({ section, shares }: AccountPartProps) {
  const { account, region, provider, staleSince, clusters } = section;
  const Icon = provider === 'local' ? Laptop : Cloud;
  return (
    <section className={css.account} data-stale={staleSince !== undefined || undefined}>
      <h2 className={css.head}>
        <Icon size={15} aria-hidden strokeWidth={1.75} />
        {account} <span className={css.region}>{region}</span>
        <i className={css.line} />
        {staleSince === undefined ? (
          <span className={css.age}>{words.watching}</span>
        ) : (
          <StaleAge since={staleSince} />
        )}
      </h2>
      {clusters.map(({ name, groups }) => (
        <section key={name} className={css.cluster} aria-label={`${words.cluster} ${name}`}>
          <h3>{name}</h3>
          <ul>
            {groups.map((group) => (
              <ServerGroupRow
                key={keyOf(group)}
                group={group}
                shares={shares?.get(keyOf(group))}
                isKnown={shares !== undefined}
                isNew={isArriving(group, groups)}
              />
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function StaleAge({ since }: { since: number }) {
  const now = useNow(1_000);
  return (
    <span className={css.stale}>
      <StatusGlyph status="FAILED_CONTINUE" size={13} silent />
      <span>{say(words.stale, { time: roughly(now - since) })}</span>
    </span>
  );
}
