/** The entry of the program: the process itself as the terminal, its environment and its clock. */
import { run } from './program.ts';
import { endQuietlyOnClosedPipe } from './terminal.ts';

endQuietlyOnClosedPipe(process.stdout, process.stderr);
process.exitCode = await run(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  environment: process.env,
  clock: () => new Date(),
  exitCode: 0,
});
