/**
 * A process of its own that imports a dataset folder: `node importer.ts LOCATION-AS-JSON FOLDER`.
 * It says “writing” when everything is read and checked and the first row is about to be written, then “done”.
 */
import { openPlatform } from '../../src/app/platform.ts';
import type { Location } from '../../src/store/store.ts';

const [, , location = '', folder = ''] = process.argv;
const clock = () => {
  process.stdout.write('writing\n');
  return new Date();
};
const platform = await openPlatform({ location: JSON.parse(location) as Location, shippedDataset: folder }, { clock });
await platform.importFolder(folder, { author: 'importer', reason: 'Large import' });
process.stdout.write('done\n');
await platform.close();
