/** The bundled faces: those of the design, and two for names in other scripts. Nothing of the system's fonts is used. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

const FAMILIES: readonly { readonly home: string; readonly file: string; readonly faces: readonly string[] }[] = [
  {
    home: require.resolve('@expo-google-fonts/literata/package.json'),
    file: 'Literata',
    faces: ['400Regular', '400Regular_Italic', '500Medium', '600SemiBold', '600SemiBold_Italic'],
  },
  {
    home: require.resolve('@expo-google-fonts/source-sans-3/package.json'),
    file: 'SourceSans3',
    faces: ['400Regular', '400Regular_Italic', '600SemiBold', '600SemiBold_Italic'],
  },
  {
    home: require.resolve('@expo-google-fonts/noto-naskh-arabic/package.json'),
    file: 'NotoNaskhArabic',
    faces: ['400Regular', '600SemiBold'],
  },
  {
    home: require.resolve('@expo-google-fonts/noto-serif-hebrew/package.json'),
    file: 'NotoSerifHebrew',
    faces: ['400Regular', '600SemiBold'],
  },
];

export interface Face {
  /** Family and face, as in the name of its file: `Literata_400Regular`. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** All of them, or those of some families. */
export function bundledFaces(families?: readonly string[]): Face[] {
  return FAMILIES.filter(({ file }) => families?.includes(file) ?? true).flatMap(({ home, file, faces }) => {
    const folder = dirname(home);
    return faces.map((face) => ({
      name: `${file}_${face}`,
      bytes: readFileSync(join(folder, face, `${file}_${face}.ttf`)),
    }));
  });
}
