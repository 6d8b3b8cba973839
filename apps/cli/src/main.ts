import { AppError } from '@gennaker/kernel';
import { CommanderError } from 'commander';
import { EXIT, Failure } from './failure.ts';
import { program } from './program.ts';
import { complain } from './terminal.ts';

/** A user's mistake ends with its message; only a bug of ours shows where it was. */
try {
  await program().parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : EXIT.usage;
  else if (error instanceof Failure) {
    complain(error.message);
    process.exitCode = error.exitCode;
  } else if (error instanceof AppError && error.code !== 'internal') {
    complain(error.message);
    process.exitCode = error.code === 'unavailable' ? EXIT.unreachable : EXIT.failed;
  } else {
    complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = EXIT.failed;
  }
}
