import { Trigger, type PipelineExecution, type PipelineRequest } from '@gennaker/contracts/orca';
import { caller } from '@gennaker/kernel';
import { parametersOf } from './parameters.ts';

export interface Parent {
  execution: PipelineExecution;
  stageId: string | undefined;
}

/** The trigger of an execution, with what its parent and its parameters add. Source: orchestration A3, steps 1–4. */
export function triggerOf(request: PipelineRequest, parent: Parent | undefined): Trigger {
  const given = request.trigger ?? {};
  return Trigger.parse({
    type: 'manual',
    ...given,
    ...(parent && fromParent(parent)),
    user: given.user ?? caller().user,
    parameters: parametersOf(request['parameterConfig'], given.parameters),
  });
}

/** A child refers to its parent: enough to show and to look it up, never a copy of its contexts. */
function fromParent({ execution, stageId }: Parent): object {
  const { id, type, application, name, pipelineConfigId, status, trigger } = execution;
  return {
    isPipeline: true,
    parentExecution: {
      id,
      type,
      application,
      name,
      pipelineConfigId,
      status,
      trigger: { type: trigger.type, user: trigger.user, parameters: trigger.parameters },
    },
    parentPipelineId: id,
    parentPipelineStageId: stageId,
    parentPipelineName: name,
    parentPipelineApplication: application,
    parentStatus: status,
  };
}
