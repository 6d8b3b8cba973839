import { useNavigate } from '@tanstack/react-router';
import { ChevronDown, Check } from 'lucide-react';
import type { RefObject } from 'react';
import { Chip } from '../../ui/chip.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { Menu } from '../../ui/menu.tsx';
import { say } from '../../words/say.ts';
import { chosen, filterNames, offered, toggled, type ClustersSearch, type FilterName } from './filters.ts';
import type { Group } from './infrastructure.ts';
import { words } from './words.ts';
import css from './cluster-filters.module.css';

interface ClusterFiltersProps {
  groups: readonly Group[];
  search: ClustersSearch;
  inputRef: RefObject<HTMLInputElement | null>;
}

/** One line of filters: a text, and a chip for each thing that differs. Choosing one narrows the others. */
export function ClusterFilters({ groups, search, inputRef }: ClusterFiltersProps) {
  const navigate = useNavigate();
  const change = (next: ClustersSearch) => void navigate({ to: '.', search: next, replace: true });
  return (
    <>
      <FilterField
        label={words.filter}
        value={search.q}
        inputRef={inputRef}
        onChange={(q) => change({ ...search, q })}
      />
      {filterNames.map((filter) => (
        <FilterChip key={filter} filter={filter} groups={groups} search={search} onChange={change} />
      ))}
    </>
  );
}

interface FilterChipProps {
  filter: FilterName;
  groups: readonly Group[];
  search: ClustersSearch;
  onChange(next: ClustersSearch): void;
}

function FilterChip({ filter, groups, search, onChange }: FilterChipProps) {
  const values = offered(groups, search, filter);
  const set = chosen(search, filter);
  if (values.length < 2 && set.length === 0) return null;
  const wordOf = (value: string) => (filter === 'status' ? (words.statuses[value] ?? value) : value);
  const name = words.filters[filter];
  return (
    <Menu
      trigger={
        <Chip isOn={set.length > 0}>
          {set.length > 0 ? (
            say(words.is, { filter: name, values: set.map(wordOf).join(', ') })
          ) : (
            <>
              {name} <b className={css.all}>{words.all}</b>
            </>
          )}
          <ChevronDown size={12} aria-hidden strokeWidth={1.75} />
        </Chip>
      }
      items={[
        ...(set.length > 0
          ? [{ label: words.all, run: () => onChange({ ...search, [filter]: undefined }) }]
          : []),
        ...values.map(([value, count]) => ({
          label: `${wordOf(value)} ${count}`,
          icon: set.includes(value) ? Check : undefined,
          run: () => onChange(toggled(search, filter, value)),
        })),
      ]}
    />
  );
}
