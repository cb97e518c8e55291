/**
 * Statistics: one row for each figure, or one for each series with its years in columns.
 * Always true: a cell that says there is no figure makes none, and is never zero; figures of one state, title, unit and
 * definition make one series, and what tells figures apart beyond that (sex, category) goes into its title.
 */
import { english } from '../../core/localised.ts';
import type { AnyRecord, RecordOf } from '../../core/model/index.ts';
import { type Draft, type Drafter, hash, type Register, slug } from './draft.ts';
import type { RowReader } from './row.ts';
import { type Fields, fold } from './vocabulary.ts';

type Observation = Omit<RecordOf<'series'>['observations'][number], 'citations'>;

const fields: Fields = {
  country: {
    type: 'country',
    isRequired: true,
    about: 'The state counted.',
    headings: [
      'Country',
      'State',
      'Country name',
      'Country/Area',
      'Country or area',
      'Geography',
      'GeoAreaName',
      'ISO3',
      'Country code',
      'REF_AREA',
      'Страна',
      'Государство',
      'Ел',
      'Мемлекет',
      'Pays',
      'País',
    ],
  },
  title: {
    type: 'text',
    isRequired: true,
    isLocalised: true,
    about: 'What the series is called.',
    headings: [
      'Series',
      'Indicator',
      'Indicator name',
      'Series name',
      'Title',
      'Statistic',
      'Measure',
      'SeriesDescription',
      'Показатель',
      'Наименование показателя',
      'Ряд',
      'Название',
      'Көрсеткіш',
      'Көрсеткіш атауы',
      'Indicateur',
      'Indicador',
    ],
  },
  period: {
    type: 'period',
    about: 'The year or period that the figure covers.',
    headings: [
      'Year',
      'Period',
      'Time period',
      'TIME_PERIOD',
      'TimePeriod',
      'Date',
      'Reference period',
      'Год',
      'Период',
      'Отчетный период',
      'Дата',
      'Жыл',
      'Кезең',
      'Année',
      'Año',
    ],
  },
  value: {
    type: 'number',
    about: 'The figure.',
    headings: [
      'Value',
      'OBS_VALUE',
      'Figure',
      'Number',
      'Count',
      'Total',
      'Значение',
      'Число',
      'Количество',
      'Всего',
      'Мәні',
      'Саны',
      'Барлығы',
      'Valeur',
      'Valor',
    ],
  },
  low: {
    type: 'number',
    about: 'Least value of a range.',
    headings: ['Low', 'Lower bound', 'Minimum', 'Нижняя граница', 'Төменгі шегі'],
  },
  high: {
    type: 'number',
    about: 'Greatest value of a range.',
    headings: ['High', 'Upper bound', 'Maximum', 'Верхняя граница', 'Жоғарғы шегі'],
  },
  unit: {
    type: 'text',
    isRequired: true,
    isLocalised: true,
    about: 'What is counted: victims, cases.',
    headings: [
      'Unit',
      'Unit of measure',
      'Unit of measurement',
      'Units',
      'UNIT_MEASURE',
      'Единица',
      'Единица измерения',
      'Ед. изм.',
      'Өлшем бірлігі',
      'Unité',
      'Unidad',
    ],
  },
  definition: {
    type: 'text',
    isLocalised: true,
    about: 'What is counted and what is not.',
    headings: [
      'Definition',
      'Description',
      'Определение',
      'Описание',
      'Методология',
      'Анықтама',
      'Définition',
      'Definición',
    ],
  },
  population: {
    type: 'text',
    isLocalised: true,
    about: 'Among whom.',
    headings: ['Population', 'Universe', 'Among', 'Совокупность', 'Население', 'Халық тобы'],
  },
  topic: {
    type: 'text',
    isRequired: true,
    about: 'Subject, as a word: trafficking.',
    headings: ['Topic', 'Domain', 'Theme', 'Subject', 'Тема', 'Тақырып'],
  },
  area: {
    type: 'text',
    about: 'Where, when not the whole country.',
    headings: [
      'Area',
      'Region',
      'Province',
      'Oblast',
      'City',
      'Регион',
      'Область',
      'Облыс',
      'Өңір',
      'Région',
      'Región',
    ],
  },
  ages: {
    type: 'text',
    about: 'Ages counted, such as 0-17.',
    headings: [
      'Age',
      'Ages',
      'Age group',
      'Age band',
      'Возраст',
      'Возрастная группа',
      'Жас',
      'Жас тобы',
      'Âge',
      'Edad',
    ],
  },
  split: {
    type: 'text',
    about: 'What tells figures of one series apart: sex, category.',
    headings: [
      'Sex',
      'Gender',
      'Category',
      'Breakdown',
      'Dimension',
      'Пол',
      'Категория',
      'Разрез',
      'Жынысы',
      'Санаты',
      'Sexe',
      'Sexo',
    ],
  },
  producer: {
    type: 'text',
    isLocalised: true,
    about: 'Who counted.',
    headings: ['Source', 'Producer', 'Data source', 'Agency', 'Источник', 'Источник данных', 'Дереккөз', 'Fuente'],
  },
  note: {
    type: 'text',
    isLocalised: true,
    about: 'What a reader must know.',
    headings: ['Note', 'Notes', 'Footnote', 'Comment', 'Remark', 'Примечание', 'Сноска', 'Ескерту', 'Ескертпе'],
  },
};

/** A heading that is a year: the figures of that year stand below it. */
export const yearIn = (heading: string): string | undefined =>
  /^(?:yr?\s*)?((?:19|20)\d{2})(?:\s*(?:г\.?|год|ж\.?|жыл|\[YR(?:19|20)\d{2}\]))?$/i.exec(heading.trim())?.[1];

interface Gathered {
  readonly key: string;
  readonly id: string;
  readonly country: string;
  readonly row: number;
  readonly head: Record<string, unknown>;
  readonly observations: Map<string, Observation>;
}

class FigureDrafter implements Drafter {
  readonly #series = new Map<string, Gathered>();
  readonly #years: readonly { column: number; year: string }[];

  constructor(years: readonly { column: number; year: string }[]) {
    this.#years = years;
  }

  draft(row: RowReader): readonly Draft[] {
    const country = row.country();
    if (row.isLeftOut) return [];
    const title = row.localised('title');
    if (title === undefined) row.fail('title', 'is empty: what is counted?');
    const observations = this.#years.length > 0 ? this.#wide(row) : one(row);
    if (!row.isReadable || country === undefined || title === undefined) return [];
    const unit = row.localised('unit') ?? (observations.some(({ isPercent }) => isPercent) ? PERCENT : undefined);
    if (unit === undefined && observations.length > 0) {
      row.fail('unit', 'is empty: what is counted?');
      return [];
    }
    if (observations.length === 0 || unit === undefined) return [];
    const topic = row.required('topic');
    if (topic === undefined) return [];
    const split = row.text('split');
    const definition = row.localised('definition');
    const population = row.localised('population');
    const full = split === undefined ? title : withPart(title, split);
    const key = [country, english(full), english(unit), definition ? hash(english(definition), 6) : '']
      .map(fold)
      .join('|');
    let series = this.#series.get(key);
    if (!series) {
      series = {
        key,
        id: `${country}/series/${slug(english(full))}`,
        country,
        row: row.number,
        head: {
          title: full,
          topic: slug(topic),
          unit,
          ...(definition && { definition }),
          ...(population && { population }),
        },
        observations: new Map(),
      };
      this.#series.set(key, series);
    }
    for (const { observation } of observations) {
      const place = observationPlace(observation);
      const known = series.observations.get(place);
      if (!known) series.observations.set(place, observation);
      else if (known.value !== observation.value || known.low !== observation.low || known.high !== observation.high)
        row.fail(
          'value',
          `is another figure for ${observation.period ?? 'the same period'} than one above it`,
          String(observation.value ?? ''),
        );
    }
    return [];
  }

  finish(): readonly Draft[] {
    return [...this.#series.values()].map(({ key, id, country, row, head, observations }) => ({
      key,
      id,
      country,
      kind: 'series' as const,
      row,
      body: {
        ...head,
        ...(isOfChildren(head, observations.values()) && { children: true }),
        observations: [...observations.values()].sort((a, b) => ((a.period ?? '') < (b.period ?? '') ? -1 : 1)),
      },
    }));
  }

  #wide(row: RowReader): Read[] {
    return this.#years.flatMap(({ column, year }) => {
      const figure = row.figure(year, row.at(column));
      if (figure === undefined || figure === 'missing') return [];
      return [read(row, year, figure)];
    });
  }
}

interface Read {
  readonly observation: Observation;
  readonly isPercent: boolean;
}

const PERCENT = { en: 'percent', ru: 'процент', kk: 'пайыз', translation: 'unchecked' as const };

function one(row: RowReader): Read[] {
  const period = row.period('period');
  const figure = row.figure('value');
  const [low, high] = [row.figure('low'), row.figure('high')];
  const bounds = {
    ...(low !== undefined && low !== 'missing' && { low: low.value }),
    ...(high !== undefined && high !== 'missing' && { high: high.value }),
  };
  if (row.isReadable && period === undefined) row.fail('period', 'is empty: which year?');
  if (period === undefined || figure === undefined) return [];
  if (figure === 'missing' && Object.keys(bounds).length === 0) return [];
  return [read(row, period, figure === 'missing' ? undefined : figure, bounds)];
}

function read(
  row: RowReader,
  period: string,
  figure: { value: number; hedge?: Observation['qualifier']; isPercent?: true } | undefined,
  bounds: { low?: number; high?: number } = {},
): Read {
  const ages = agesOf(row.text('ages'));
  const area = row.text('area');
  const producer = row.localised('producer');
  const note = row.localised('note');
  if (ages === 'unclear') row.fail('ages', 'is not a band of ages such as 0-17', row.text('ages'));
  return {
    isPercent: figure?.isPercent === true,
    observation: {
      period,
      ...(figure && { value: figure.value }),
      ...bounds,
      ...(figure?.hedge && { qualifier: figure.hedge }),
      ...(area && { area }),
      ...(ages && ages !== 'unclear' && { ages }),
      ...(producer && { producer }),
      ...(note && { note }),
    },
  };
}

function agesOf(said: string | undefined): { from?: number; to?: number } | 'unclear' | undefined {
  if (said === undefined || /^(?:all|total|все|всего|барлығы|all ages)$/i.test(said)) return undefined;
  const band = /^(\d{1,3})\s*(?:[-–—]|to|до)\s*(\d{1,3})/.exec(said);
  if (band) return { from: Number(band[1]), to: Number(band[2]) };
  const above = /^(\d{1,3})\s*\+/.exec(said);
  if (above) return { from: Number(above[1]) };
  const below = /^(?:under|below|<|до|младше)\s*(\d{1,3})/i.exec(said);
  if (below) return { to: Number(below[1]) - 1 };
  const single = /^(\d{1,3})$/.exec(said);
  return single ? { from: Number(single[1]), to: Number(single[1]) } : 'unclear';
}

function withPart(title: NonNullable<ReturnType<RowReader['localised']>>, part: string) {
  if (typeof title === 'string') return `${title} (${part})`;
  return Object.fromEntries(
    Object.entries(title).map(([key, value]) => [key, key === 'translation' ? value : `${value} (${part})`]),
  ) as typeof title;
}

const CHILD =
  /child|minor|juvenile|girl|boy|adolescent|infant|under 18|дет(?:и|ей|ск|ям|ьми|ях)|ребён|ребен|несовершеннолет|подрост|девоч|мальчик|бала|кәмелетке толмаған|жасөспірім/i;

/** Whether children are counted, so that small numbers are not shown: on any sign of it, for their safety. */
function isOfChildren(head: Record<string, unknown>, observations: Iterable<Observation>): boolean {
  if (CHILD.test(JSON.stringify(head))) return true;
  for (const { ages } of observations) if (ages !== undefined && (ages.from ?? 0) < 18) return true;
  return false;
}

/** What tells one figure of a series from another. */
export function observationPlace({
  period,
  area,
  ages,
  producer,
}: Pick<Observation, 'period' | 'area' | 'ages' | 'producer'>): string {
  return JSON.stringify([
    period ?? '',
    area ?? '',
    ages?.from ?? '',
    ages?.to ?? '',
    producer === undefined ? '' : english(producer),
  ]);
}

export const figures = (years: readonly { column: number; year: string }[]): Register => ({
  kind: 'figures',
  record: 'series',
  fields,
  registers: [{ id: 'statistics', title: 'Statistics', publisher: '', marks: [] }],
  begin: () => new FigureDrafter(years),
  identity: (record: AnyRecord) =>
    record.kind === 'series' ? [`${record.country}|${fold(english(record.title))}|${fold(english(record.unit))}`] : [],
});
