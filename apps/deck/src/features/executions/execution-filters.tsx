import { useNavigate } from '@tanstack/react-router';
import type { RefObject } from 'react';
import type { PipelineExecution } from '@gennaker/contracts/orca';
import { Chip } from '../../ui/chip.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { statusTable } from '../../ui/status.ts';
import { chosenStatuses, FILTERED } from './filters.ts';
import type { ExecutionsSearch } from './routes.ts';
import { executionStatus } from './stages.ts';
import { words } from './words.ts';
import css from './execution-filters.module.css';

interface ExecutionFiltersProps {
  executions: readonly PipelineExecution[];
  search: ExecutionsSearch;
  inputRef: RefObject<HTMLInputElement | null>;
}

/** One line of filters: a text, and a chip for each status there is. */
export function ExecutionFilters({ executions, search, inputRef }: ExecutionFiltersProps) {
  const navigate = useNavigate({ from: '/applications/$application/executions' });
  const chosen = chosenStatuses(search);
  const counts = Map.groupBy(executions, executionStatus);
  const toggle = (status: string) => {
    const next = chosen.has(status) ? [...chosen].filter((one) => one !== status) : [...chosen, status];
    void navigate({
      search: (was) => ({ ...was, status: next.length > 0 ? next.join(',') : undefined }),
      replace: true,
    });
  };
  return (
    <>
      <FilterField
        label={words.filter}
        value={search.q}
        inputRef={inputRef}
        onChange={(q) => void navigate({ search: (was) => ({ ...was, q }), replace: true })}
      />
      {FILTERED.filter((status) => counts.has(status) || chosen.has(status)).map((status) => (
        <Chip key={status} isOn={chosen.has(status)} onClick={() => toggle(status)}>
          <StatusGlyph status={status} size={12} silent />
          {statusTable[status].word} <span className="num">{counts.get(status)?.length ?? 0}</span>
        </Chip>
      ))}
      <span className={`${css.note} wide-only`}>{words.scaleNote}</span>
    </>
  );
}
