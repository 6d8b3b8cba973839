import { clock, config, evaluator, httpClient, logger, processRunner, yamlLoader } from './doors.ts';

/** The linter's plug-in of rules that keep everybody on the safe doors; `.oxlintrc.json` says where each one is off. */
export default {
  meta: { name: 'doors' },
  rules: {
    'process-runner': processRunner,
    'http-client': httpClient,
    'yaml-loader': yamlLoader,
    evaluator,
    logger,
    config,
    clock,
  },
};
