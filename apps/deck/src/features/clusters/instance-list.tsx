import { Link } from '@tanstack/react-router';
import { healthWords } from '../../ui/health.ts';
import { InstanceSquares } from '../../ui/instance-squares.tsx';
import { Time } from '../../ui/time.tsx';
import { say } from '../../words/say.ts';
import { healthOfInstance, type Group } from './infrastructure.ts';
import { causeOf } from './why-of-group.ts';
import { words } from './words.ts';
import css from './details.module.css';

const SHOWN = 60;
const bad = ['Down', 'Unknown', 'Starting', 'Draining', 'OutOfService', 'Up'];

/** The instances of a server group, those that need a look first. */
export function InstanceList({ group }: { group: Group }) {
  const { application, cloudProvider, capacity, instances, name } = group;
  const sorted = instances.toSorted(
    (a, b) =>
      bad.indexOf(healthOfInstance(a)) - bad.indexOf(healthOfInstance(b)) || a.name.localeCompare(b.name),
  );
  return (
    <section className={css.instances} aria-label={say(words.instancesOf, { name })}>
      <div className={css.traffic}>
        <h3>{words.instances}</h3>
        <span className="num text-2">
          {instances.length}, {say(words.wanted, { desired: capacity.desired })}
        </span>
      </div>
      <ul>
        {sorted.slice(0, SHOWN).map((instance) => {
          const health = healthOfInstance(instance);
          return (
            <li key={instance.id}>
              <span aria-hidden>
                <InstanceSquares
                  label={healthWords[health]}
                  squares={[{ id: instance.id, name: instance.name, health }]}
                />
              </span>
              <Link
                to="/applications/$application/clusters/instanceDetails/$provider/$instanceId"
                params={{ application, provider: cloudProvider, instanceId: instance.id }}
                search={(was) => was}
                className="mono link"
                title={instance.name}
              >
                {shortName(instance.name, name)}
              </Link>
              <span className="text-2 cut" title={causeOf(instance)}>
                {health === 'Up' ? healthWords.Up : (causeOf(instance) ?? healthWords[health])}
              </span>
              <span className="text-3">
                {instance.launchTime !== undefined && <Time at={instance.launchTime} />}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** `…-x7k2p`: the server group stands in the title. */
const shortName = (name: string, group: string): string =>
  name.startsWith(`${group}-`) ? `…${name.slice(group.length)}` : name;
