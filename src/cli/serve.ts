/** serve: the site, until it is stopped. */
import { InvalidArgumentError, Option } from 'commander';
import { readConfig } from '../app/config.ts';
import { openFolder } from '../app/platform.ts';
import { type Context, declare, seedIfEmpty, withPlatform } from './command.ts';
import { naming } from './issues.ts';
import { plain, withProgress } from './terminal.ts';

interface ServeOptions {
  readonly port?: number;
  readonly host?: string;
  readonly data?: string;
}

export function serveCommand(context: Context) {
  return declare(
    'serve',
    'serve the site',
    'Serves the site until it is stopped with Ctrl-C or a signal. A store in which nothing was ever recorded is first ' +
      'filled with the dataset that comes with the program. With --data it shows a dataset folder, as it is at the start.',
    [
      { line: 'serve', why: 'on this machine, from the store in ./dutybearer-data' },
      { line: 'serve --port 8080 --host 0.0.0.0', why: 'for other machines too' },
      { line: 'serve --data data --port 0', why: 'a look at a folder you are editing' },
    ],
  )
    .addOption(
      new Option('--port <number>', 'port to listen on; 0 lets the system choose (default: PORT, else 3000)').argParser(
        port,
      ),
    )
    .option('--host <address>', 'address to listen on (default: HOST, else 127.0.0.1)')
    .option('--data <dir>', 'show this dataset folder instead of the store')
    .action(async (options: ServeOptions) => {
      // The site is loaded for this command alone: the others start faster without it.
      const { stopOnSignals } = await import('../web/server.tsx');
      const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
      const ended = serveUntil(stopped, context, options);
      stopOnSignals(() => {
        stop();
        return ended;
      });
      await ended;
    });
}

async function serveUntil(stopped: Promise<void>, context: Context, options: ServeOptions): Promise<void> {
  const { serve } = await import('../web/server.tsx');
  const { readAssets } = await import('../web/assets.ts');
  const config = readConfig(context.environment);
  const assets = await readAssets(import.meta.dirname);
  const log = (entry: object) =>
    context.err.write(`${JSON.stringify({ at: context.clock().toISOString(), ...entry })}\n`);
  const show = async (platform: Parameters<typeof serve>[0]['platform'], place: string) => {
    const address = { port: options.port ?? config.port, host: options.host ?? config.host };
    const { site = '', apiLimit: limit, behindProxy } = config;
    const reached = { site: () => site, limit, behindProxy };
    const serving = await serve({ platform, assets, clock: context.clock, log, ...reached, ...address });
    context.out.write(`Dutybearer is at ${serving.url}\nIt shows ${plain(place)}. To stop it, press Ctrl-C.\n`);
    await stopped;
    context.out.write('Stopping.\n');
    await serving.stop();
  };
  if (options.data !== undefined) {
    const folder = options.data;
    await show(
      await withProgress(context.err, `Reading ${folder}`, () => naming(folder, () => openFolder(folder))),
      folder,
    );
    return;
  }
  await withPlatform(
    context,
    async (platform) => {
      await seedIfEmpty(context, platform);
      await show(platform, `the store in ${platform.place}`);
    },
    { serving: true },
  );
}

function port(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= 65_535) return number;
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}
