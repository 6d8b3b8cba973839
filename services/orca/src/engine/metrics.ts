import { counter, gauge, histogram } from '@gennaker/kernel';

export const turnSeconds = histogram({
  name: 'orca_turn_seconds',
  help: 'Time from the beginning of a turn to its commit.',
});
export const turnExecutions = histogram({
  name: 'orca_turn_executions',
  help: 'Executions that took part in a turn.',
  buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500],
});
export const handOverSeconds = histogram({
  name: 'orca_hand_over_seconds',
  help: 'Time from the arrival of a result or request to the commit of what follows from it.',
});
export const stagesEnded = counter({
  name: 'orca_stages_ended_total',
  help: 'Stages that have ended.',
  labels: ['status'],
});
export const inboxSize = gauge({
  name: 'orca_inbox_size',
  help: 'Results and requests that wait for the next turn.',
});
export const runningTasks = gauge({ name: 'orca_running_tasks', help: 'Task runs at work in this process.' });
export const leasesLost = counter({
  name: 'orca_leases_lost_total',
  help: 'Task runs that another worker took over.',
});
export const setAsideTotal = counter({
  name: 'orca_set_aside_total',
  help: 'Executions whose messages could not be applied; a person must look.',
});
