import { Command, Option } from 'commander';
import { agentCommand } from './commands/agent.ts';
import { configCommand } from './commands/config.ts';
import { demo } from './commands/demo.ts';
import { judgeCommand } from './commands/judge.ts';
import { logs } from './commands/logs.ts';
import { serve } from './commands/serve.ts';
import { ship } from './commands/ship.ts';
import { start } from './commands/start.ts';
import { status } from './commands/status.ts';
import { stop } from './commands/stop.ts';
import { watch } from './commands/watch.ts';
import { VERSION } from './context.ts';
import { say } from './terminal.ts';

const configFile = () =>
  new Option('-c, --config <file>', 'configuration file (default: gennaker.yml in the home)');
const gateUrl = () =>
  new Option('--gate <url>', "address of the platform's API (default: the one of this home)");
const json = () => new Option('--json', 'print JSON for scripts');

/** The command line. */
export function program(): Command {
  const main = new Command('gennaker')
    .description('Continuous delivery to many clouds: one command starts it.')
    .exitOverride()
    .configureHelp({ sortSubcommands: false })
    .addHelpText(
      'after',
      `
A first deployment:
  gennaker start           starts everything and ships version 1 of a sample
  gennaker ship 2          ships version 2 by red/black, and asks before prod
  gennaker status          what runs where

Settings: GENNAKER_HOME (default ~/.gennaker), GENNAKER_PORT_OFFSET, DATABASE_URL; all: gennaker config
Exit codes: 0 well, 1 failed, 2 wrong use, 3 the platform cannot be reached, 4 canceled`,
    );
  const command = (name: string, description: string) =>
    main.command(name).description(description).exitOverride();

  command('start', 'start the platform in this terminal; Ctrl-C ends it')
    .addOption(configFile())
    .option('--no-sample', 'do not create the sample application on the first start')
    .action(start);
  command('stop', 'stop the platform; what was deployed goes on serving')
    .addOption(configFile())
    .option('--all', 'stop all that was deployed, the agent and the database too')
    .action(stop);
  command('status', 'show what runs')
    .addOption(configFile())
    .addOption(gateUrl())
    .addOption(json())
    .action(status);
  command('ship <version>', 'ship a version of the sample, or of any application, through a pipeline')
    .option('-a, --application <name>', 'application', 'storefront')
    .option('-p, --pipeline <name>', 'pipeline', 'Ship')
    .option('--parameter <name=value...>', 'further parameters of the pipeline')
    .option('-y, --yes', 'answer judgments with «continue»')
    .option('--no-watch', 'only start it, and print its id')
    .addOption(configFile())
    .addOption(gateUrl())
    .addOption(json())
    .action(ship);
  command('watch <execution>', 'watch an execution to its end; asks for judgments')
    .addOption(configFile())
    .addOption(gateUrl())
    .addOption(json())
    .action(watch);
  command('judge <execution> <decision>', 'answer a manual judgment: continue or stop')
    .option('-i, --input <text>', 'the answer chosen among its inputs')
    .option('-s, --stage <name>', 'which one, when several wait')
    .addOption(configFile())
    .addOption(gateUrl())
    .action(judgeCommand);
  command('logs [name]', "the platform's log, or what the instances of a server group wrote")
    .option('-n, --lines <count>', 'how many lines', '50')
    .option('-f, --follow', "go on with the platform's log")
    .addOption(configFile())
    .addOption(gateUrl())
    .action(logs);
  command('demo', 'create the sample application if it is missing, and ship version 1')
    .option('--reset', 'remove the sample and all that was shipped of it first')
    .addOption(configFile())
    .addOption(gateUrl())
    .action(demo);
  command('serve <service...>', 'run only some services in this process; needs DATABASE_URL')
    .addOption(configFile())
    .action(serve);
  command('agent', 'run the agent of the local cloud in this terminal; it is started by itself when needed')
    .addOption(configFile())
    .action(agentCommand);
  command('config', 'print the effective configuration, secrets masked')
    .addOption(configFile())
    .addOption(json())
    .action(configCommand);
  main.version(VERSION, '-V, --version', 'print the version');
  command('version', 'print the version').action(() => say(VERSION));
  return main;
}
