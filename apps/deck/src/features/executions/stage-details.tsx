import { Link2, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { stageCan, type PipelineExecution, type StageExecution } from '@gennaker/contracts/orca';
import { Button } from '../../ui/button.tsx';
import { Code } from '../../ui/code.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Tabs, type TabItem } from '../../ui/tabs.tsx';
import { toast } from '../../ui/toasts.tsx';
import { say } from '../../words/say.ts';
import { errorOf } from './error-of.ts';
import { ErrorCard } from './error-card.tsx';
import { leafOf, partsOf } from './stages.ts';
import { steer } from './steer.ts';
import { TaskList } from './task-list.tsx';
import { words } from './words.ts';
import css from './stage-details.module.css';

interface StageDetailsProps {
  execution: PipelineExecution;
  stage: StageExecution;
  view: string | undefined;
  onView(view: string): void;
}

/** What one stage did: its error in words, its tasks, what it was told and what it found out. */
export function StageDetails({ execution, stage, view, onView }: StageDetailsProps) {
  const [isRestarting, setRestarting] = useState(false);
  // A judgment that said no did not fail: the line above says who said it.
  const isFailed =
    stage.type !== 'manualJudgment' && ['TERMINAL', 'FAILED_CONTINUE', 'STOPPED'].includes(stage.status);
  const tasks = stage.tasks.length > 0 ? stage.tasks : leafOf(execution, stage).tasks;
  const parts = partsOf(execution, stage);
  const hasOutputs = Object.keys(stage.outputs).length > 0;
  const items: TabItem[] = [
    ...(isFailed
      ? [
          {
            id: 'error',
            label: words.error,
            content: <ErrorCard execution={execution} stage={stage} errors={errorOf(execution, stage)} />,
          },
        ]
      : []),
    {
      id: 'tasks',
      label: words.tasks,
      count: tasks.length + parts.length || undefined,
      content: <TaskList execution={execution} stage={stage} />,
    },
    {
      id: 'context',
      label: words.context,
      content: <Code label={words.context}>{JSON.stringify(stage.context, null, 2)}</Code>,
    },
    ...(hasOutputs
      ? [
          {
            id: 'outputs',
            label: words.outputs,
            content: <Code label={words.outputs}>{JSON.stringify(stage.outputs, null, 2)}</Code>,
          },
        ]
      : []),
  ];
  const value = items.some(({ id }) => id === view) ? view! : items[0]!.id;
  const restart = stageCan.restart(stage);
  const copy = async () => {
    const link = new URL(location.href);
    link.searchParams.set('stage', stage.id);
    await navigator.clipboard.writeText(link.href);
    toast({ title: words.copied, description: stage.name });
  };
  return (
    <>
      <div className={css.head}>
        <h2 className="cut">{stage.name}</h2>
        <span className="text-3 mono wide-only">{stage.type}</span>
        <span className={css.actions}>
          {restart.allowed && stage.status !== 'NOT_STARTED' && (
            <Button size="small" icon={RotateCcw} onClick={() => setRestarting(true)}>
              {words.restart}
            </Button>
          )}
          <Button
            size="small"
            kind="ghost"
            icon={Link2}
            aria-label={words.copyLink}
            onClick={() => void copy()}
          />
        </span>
      </div>
      <Tabs items={items} value={value} onChange={onView} />
      <ConfirmDialog
        isOpen={isRestarting}
        onClose={() => setRestarting(false)}
        title={say(words.restartTitle, { stage: stage.name })}
        verb={words.restart}
        onConfirm={() => steer.restart(execution, stage)}
      >
        {words.restartMore}
      </ConfirmDialog>
    </>
  );
}
